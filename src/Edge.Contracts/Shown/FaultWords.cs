namespace Edge.Contracts.Shown;

/// <summary>What can be wrong with a board's devices: the one list that lights, display, desk, status and the hub speak by. Boards tell it as <c>device what</c>.</summary>
public static class FaultWords
{
    public const string Failed = "failed";
    public const string PaperOut = "paper-out";
    public const string PaperNearEnd = "paper-near-end";
    public const string CoverOpen = "cover-open";
    public const string CutterStuck = "cutter-stuck";
    public const string Error = "error";
    public const string Offline = "offline";
    public const string NotPrinting = "not-printing";
    public const string BatteryLow = "battery-low";

    private static readonly Dictionary<string, FaultWord> Kinds = new(StringComparer.Ordinal)
    {
        [PaperOut] = new("Hết giấy", "Paper out"),
        [PaperNearEnd] = new("Sắp hết giấy", "Low", IsNotice: true),
        [CoverOpen] = new("Mở nắp", "Cover open"),
        [CutterStuck] = new("Kẹt dao", "Cutter"),
        [Error] = new("Máy in lỗi", "Printer"),
        [Offline] = new("Máy in ngừng", "Offline"),
        [NotPrinting] = new("Không in được", "Print"),
        [BatteryLow] = new("Pin sắp hết", "Battery"),
    };

    private static readonly Dictionary<string, FaultWord> Gone = new(StringComparer.Ordinal)
    {
        ["gpio"] = new("Mất nút, đèn", "Buttons"),
        ["printer"] = new("Mất máy in", "Printer"),
        ["scanner"] = new("Mất máy quét", "Scanner"),
        ["keypad"] = new("Mất bàn phím", "Keypad"),
        ["display"] = new("Mất màn hình", "Display"),
        ["speaker"] = new("Mất loa", "Speaker"),
        ["power"] = new("Mất đo pin", "Battery"),
        ["modem"] = new("Mất modem", "Modem"),
        ["finger"] = new("Mất vân tay", "Finger"),
        ["camera"] = new("Mất máy ảnh", "Camera"),
        ["card"] = new("Mất đọc thẻ", "Card"),
        ["strip"] = new("Mất dải đèn", "Strip"),
    };

    /// <summary>How people read a fault; one that another version tells stands as it is told.</summary>
    public static FaultWord Of(string device, string what) =>
        (what == Failed ? Gone : Kinds).TryGetValue(what == Failed ? device : what, out var word) ? word : new FaultWord(PlainText.Of($"{device} {what}"), PlainText.Of($"{device} {what}"));

    /// <summary>The same of what a board has told, such as <c>printer paper-out</c>.</summary>
    public static FaultWord Of(string told) => told.Split(' ', 2) is [var device, var what] ? Of(device, what) : new FaultWord(PlainText.Of(told), PlainText.Of(told));
}

/// <summary>A fault as people read it.</summary>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
/// <param name="IsNotice">Nothing has failed yet; somebody should know.</param>
public sealed record FaultWord(string Vi, string En, bool IsNotice = false)
{
    private const int Letters = 20;

    /// <summary>Both, as a line of a display holds them: Vietnamese alone where it has no room for more.</summary>
    public string Line => $"{Vi} / {En}" is { Length: <= Letters } apart ? apart : $"{Vi}/{En}" is { Length: <= Letters } close ? close : Vi;

    /// <summary>In the language of whoever reads.</summary>
    public string In(bool vietnamese) => vietnamese ? Vi : En;
}
