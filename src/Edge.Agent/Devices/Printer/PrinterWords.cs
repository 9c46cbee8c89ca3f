using Edge.Contracts.Shown;

namespace Edge.Agent.Devices.Printer;

/// <summary>What a printer says, as people are told.</summary>
internal static class PrinterWords
{
    /// <summary>With any of these nothing is printed; a near end of the paper is no such thing.</summary>
    public const PrinterStatus Stops = PrinterStatus.Offline | PrinterStatus.CoverOpen | PrinterStatus.PaperOut | PrinterStatus.Cutter | PrinterStatus.Error;

    private static readonly (PrinterStatus Flag, string Word)[] Words =
    [
        (PrinterStatus.PaperOut, FaultWords.PaperOut), (PrinterStatus.CoverOpen, FaultWords.CoverOpen), (PrinterStatus.Cutter, FaultWords.CutterStuck), (PrinterStatus.Error, FaultWords.Error),
        (PrinterStatus.Offline, FaultWords.Offline), (PrinterStatus.PaperNearEnd, FaultWords.PaperNearEnd),
    ];

    /// <summary>Words joined by '+', the worst first; null where all is well.</summary>
    public static string? Of(PrinterStatus status)
    {
        var words = Words.Where(w => status.HasFlag(w.Flag)).Select(w => w.Word).ToList();
        return words.Count == 0 ? null : string.Join('+', words);
    }
}
