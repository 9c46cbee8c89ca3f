using System.Globalization;
using System.Text.RegularExpressions;

namespace Edge.Contracts.Courier;

/// <summary>Where things are on a courier's stick: <c>edge-courier/{node}/{slip id}/</c>. Every name is one that FAT takes.</summary>
public static partial class CourierNames
{
    /// <summary>The folder at the top of the stick.</summary>
    public const string Root = "edge-courier";

    /// <summary>The board's slip.</summary>
    public const string Slip = "slip.bin";

    /// <summary>The hub's receipts.</summary>
    public const string Receipts = "receipts.bin";

    /// <summary>What a file is called until it is whole.</summary>
    public const string Unfinished = ".part";

    /// <summary>The folder of a slip.</summary>
    public static string Folder(Guid slipId) => slipId.ToString("N");

    public static bool IsFolder(string name) => FolderName().IsMatch(name);

    /// <summary>A record's file.</summary>
    public static string Record(ulong sequence, Guid recordId) => string.Create(CultureInfo.InvariantCulture, $"{sequence:D12}-{recordId:D}.rec");

    public static bool IsRecord(string name) => RecordName().IsMatch(name);

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex FolderName();

    [GeneratedRegex(@"\A[0-9]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.rec\z")]
    private static partial Regex RecordName();
}
