using System.Globalization;
using Spectre.Console;

namespace Edge.Demo.Show;

/// <summary>How a run ended, for people: a line a kiosk, the sums, and whether all of it held.</summary>
internal static class SumsTable
{
    public static void Write(IAnsiConsole console, Verdict verdict)
    {
        var sums = verdict.Summary;
        // No colour alone says anything, and no frame wider than a serial console.
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("Kiosk\nQuầy");
        foreach (var heading in new[] { "Accepted\nĐã nhận", "Stored at hub\nĐã lưu", "Sent KB\nĐã gửi KB", "Cuts\nLần cắt" }) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var kiosk in verdict.Kiosks) table.AddRow(kiosk.Name, Number(kiosk.Accepted), Number(kiosk.Stored), Number(kiosk.BytesUp / 1024), Number(kiosk.Cuts));
        table.AddRow("All · Cộng", Number(sums.Accepted), Number(sums.Stored), Number(verdict.Kiosks.Sum(k => k.BytesUp) / 1024), Number(sums.LinkCuts));
        console.Write(table);
        console.WriteLine(verdict.Holds
            ? $"All well: each record is stored once and was exported bit for bit, {Number(sums.Stored)} of {Number(sums.Accepted)}."
            : $"NOT well: {Number(sums.Lost)} lost, {Number(sums.Duplicates)} stored twice, {Number(verdict.Faults.Count)} more to see above.");
        console.WriteLine(verdict.Holds
            ? $"Tốt: mỗi hồ sơ được lưu một lần và xuất ra giống từng bit, {Number(sums.Stored)} trên {Number(sums.Accepted)}."
            : $"CHƯA tốt: mất {Number(sums.Lost)}, lưu hai lần {Number(sums.Duplicates)}, còn {Number(verdict.Faults.Count)} lỗi ở trên.");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
