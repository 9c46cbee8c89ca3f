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
        foreach (var kiosk in verdict.Kiosks) table.AddRow(kiosk.Name, Words.Number(kiosk.Accepted), Words.Number(kiosk.Stored), Words.Number(kiosk.BytesUp / 1024), Words.Number(kiosk.Cuts));
        table.AddRow("All · Cộng", Words.Number(sums.Accepted), Words.Number(sums.Stored), Words.Number(verdict.Kiosks.Sum(k => k.BytesUp) / 1024), Words.Number(sums.LinkCuts));
        console.Write(table);
        console.WriteLine(verdict.Holds
            ? $"All well: each record is stored once and was exported bit for bit, {Words.Number(sums.Stored)} of {Words.Number(sums.Accepted)}."
            : $"NOT well: {Words.Number(sums.Lost)} lost, {Words.Number(sums.Duplicates)} stored twice, {Words.Number(verdict.Faults.Count)} more to see above.");
        console.WriteLine(verdict.Holds
            ? $"Tốt: mỗi hồ sơ được lưu một lần và xuất ra giống từng bit, {Words.Number(sums.Stored)} trên {Words.Number(sums.Accepted)}."
            : $"CHƯA tốt: mất {Words.Number(sums.Lost)}, lưu hai lần {Words.Number(sums.Duplicates)}, còn {Words.Number(verdict.Faults.Count)} lỗi ở trên.");
    }
}
