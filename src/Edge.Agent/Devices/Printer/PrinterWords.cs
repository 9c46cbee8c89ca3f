namespace Edge.Agent.Devices.Printer;

/// <summary>What a printer says, as people are told.</summary>
internal static class PrinterWords
{
    private static readonly (PrinterStatus Flag, string Word)[] Words =
    [
        (PrinterStatus.PaperOut, "paper-out"), (PrinterStatus.CoverOpen, "cover-open"), (PrinterStatus.Cutter, "cutter-stuck"), (PrinterStatus.Error, "error"),
        (PrinterStatus.Offline, "offline"), (PrinterStatus.PaperNearEnd, "paper-near-end"),
    ];

    /// <summary>Words joined by '+', the worst first; null where all is well.</summary>
    public static string? Of(PrinterStatus status)
    {
        var words = Words.Where(w => status.HasFlag(w.Flag)).Select(w => w.Word).ToList();
        return words.Count == 0 ? null : string.Join('+', words);
    }
}
