using System.Globalization;
using Spectre.Console;

namespace Edge.Benchmarks.Reports;

/// <summary>Reports for people.</summary>
internal static class TableWriter
{
    public static void Write(TextWriter output, Report report)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        // Wide enough for a row, whatever the terminal or pipe says of itself.
        console.Profile.Width = 120;
        var table = new Table { Border = TableBorder.Ascii2, Title = new TableTitle(Markup.Escape($"{report.Name}: {report.Summary}")) };
        table.AddColumn("");
        foreach (var name in (string[])["median or value", "p95", "x baseline", "target", ""]) table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var f in report.Figures) table.AddRow(Cells(f));
        console.Write(table);
        foreach (var line in report.Conditions) output.WriteLine($"  {line}");
        output.WriteLine();
    }

    private static Text[] Cells(Figure f) =>
    [
        new(f.What),
        new($"{Number(f.Value)} {f.Unit}"),
        new(f.P95 is { } p ? $"{Number(p)} {f.Unit}" : ""),
        new(f.Ratio is { } r ? Number(r) : ""),
        new(f.Target is not { } t ? "" : $"{(f.AtLeast ? ">=" : "<=")} {Number(t)} {(f.Ratio is null || f.TargetIsValue ? f.Unit : "x")}"),
        new(f.Met is { } met ? met ? "met" : "MISSED" : ""),
    ];

    private static string Number(double value) => value.ToString(value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
