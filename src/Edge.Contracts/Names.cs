using System.Text.RegularExpressions;

namespace Edge.Contracts;

/// <summary>The form of names that cross the wire or become part of a topic or file name.</summary>
public static partial class Names
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { "hub", "edge-hub", "root", "ca", "admin", "all" };

    /// <summary>The name every hub certificate carries, whatever the hub's address is: boards check this one.</summary>
    public const string HubServer = "edge-hub";

    /// <summary>The hub's own common name as a client of the broker.</summary>
    public const string HubClient = "hub";

    /// <summary>The trust file, as an object boards pull.</summary>
    public const string TrustObject = "trust";

    /// <summary>Who works in an area, and whose receipts are believed there, as an object sealed to a board.</summary>
    public const string AreaObject = "area";

    /// <summary>Who is still missing in an area, as an object sealed to a board.</summary>
    public const string WorklistObject = "worklist";

    /// <summary>What became of an area's records, as an object sealed to a board.</summary>
    public const string AnswersObject = "answers";

    /// <summary>What a hub tells boards to go by, as an object signed with its receipt key.</summary>
    public const string SettingsObject = "settings";

    /// <summary>A release of the agent's program for one processor, as an object signed with a release key. Its version is the release's number.</summary>
    public static string ReleaseObject(string architecture) => ReleasePrefix + architecture;

    /// <summary>How the names of releases begin.</summary>
    public const string ReleasePrefix = "release-";

    /// <summary>The content type of an attachment that is a part of a record, sealed by itself; the registry key's id follows after <c>;key=</c>.</summary>
    public const string SealedPartType = "application/vnd.edge.sealed-part";

    /// <summary>A board's name: its certificate's common name and its level in every topic.</summary>
    public static bool IsNode(string? name) => IsToken(name) && !Reserved.Contains(name!);

    /// <summary>A kind, an outcome class or a group: <c>[a-z0-9-]{1,40}</c>.</summary>
    public static bool IsToken(string? name) => name is not null && Token().IsMatch(name);

    /// <summary>The fields of an exported record.</summary>
    public const string RecordFile = "record.json";

    /// <summary>Beside it: which attachments had to be given another name, where there are any.</summary>
    public const string RenamedFile = "renamed.json";

    /// <summary>An attachment's name: it becomes a file name on export, on whatever file system, so no separators, no dot at either end and no name of a device.</summary>
    public static bool IsAttachment(string? name) => name is not null && Attachment().IsMatch(name) && !name.EndsWith('.') && !FileNames.IsReserved(name)
        && !name.Equals(RecordFile, StringComparison.OrdinalIgnoreCase) && !name.Equals(RenamedFile, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a node name has to be, for error messages.</summary>
    public const string NodeRule = "1 to 40 of a-z, 0-9 and '-', and none of the reserved names hub, edge-hub, root, ca, admin, all";

    /// <summary>What a kind, outcome or group has to be, for error messages.</summary>
    public const string TokenRule = "1 to 40 of a-z, 0-9 and '-'";

    /// <summary>What an attachment's name has to be, for error messages.</summary>
    public const string AttachmentRule = "1 to 80 of letters, digits, '.', '_' and '-', neither starting nor ending with '.', not record.json or renamed.json, and no device of Windows (CON, NUL, COM1 and so on)";

    [GeneratedRegex(@"\A[a-z0-9-]{1,40}\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,79}\z")]
    private static partial Regex Attachment();
}
