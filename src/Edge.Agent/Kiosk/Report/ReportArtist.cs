using System.Globalization;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Kiosk.Queue;
using SkiaSharp;

namespace Edge.Agent.Kiosk.Report;

/// <summary>Draws a service day for whoever answers for it: the sums, then by service and by hour.</summary>
internal sealed class ReportArtist(LetterBook book)
{
    private readonly Lettering _lettering = new(book);

    /// <summary>The picture for a paper of so many dots across.</summary>
    /// <param name="report">The day.</param>
    /// <param name="place">The kiosk's name.</param>
    /// <param name="service">What a service is called.</param>
    /// <param name="dots">The paper's width.</param>
    public Raster Draw(DayReport report, string place, Func<string, string> service, int dots)
    {
        var (sheet, sums) = (new Sheet(dots), report.Sums);
        var date = report.OpenedAt is { } at ? at.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "không rõ ngày · date unknown";
        sheet.AddCentred(_lettering, "Ngày làm việc · Service day", 3, sheet.Unit * 5 / 2);
        sheet.AddCentred(_lettering, $"{place} · {date} · {sums.Day}", 3, sheet.Unit * 3 / 2);
        sheet.AddRule();
        Row(sheet, "Số phiếu · Tickets", sums.Tickets);
        Row(sheet, "Số người · People", sums.People);
        Row(sheet, "Đã làm · Enrolled", sums.Enrolled);
        Row(sheet, "Không làm được · Unable", sums.Unable);
        Row(sheet, "Vắng mặt · No-show", sums.NoShow);
        Row(sheet, "Hủy · Cancelled", sums.Cancelled);
        Row(sheet, "còn chờ lúc nghỉ · turned away", sums.TurnedAway, isPart: true);
        Row(sheet, "Đang làm · At a desk", sums.InProgress);
        Row(sheet, "Đang chờ · Waiting", sums.Waiting);
        Row(sheet, "Chuyển việc, bàn · Passed on", sums.PassedOn);
        foreach (var line in report.Services) Part(sheet, service(line.Name), line);
        foreach (var line in report.Hours) Part(sheet, line.Name.Length > 0 ? line.Name : "không rõ giờ · hour unknown", line);
        sheet.AddRule();
        sheet.AddCentred(_lettering, "Phút là trung vị: chờ đến lúc gọi, làm cho một người. Minutes are medians: until the call, and served a person.", 3, sheet.Small);
        sheet.Skip(sheet.Unit);
        return sheet.Finish();
    }

    private void Part(Sheet sheet, string name, ReportLine line)
    {
        sheet.AddRule();
        sheet.AddLeft(_lettering, name, 3, sheet.Unit * 2);
        sheet.AddLeft(_lettering, $"{line.Given} phiếu · tickets, {line.People} người · people", 3, sheet.Small);
        sheet.AddLeft(_lettering, $"{line.Done} xong · done, {line.Exception} không được · unable, {line.NoShow} vắng · no-show, {line.Cancelled + line.TurnedAway} hủy · cancelled", 3, sheet.Small);
        sheet.AddLeft(_lettering, $"chờ · waited {Minutes(line.WaitedSeconds)}, làm · served {Minutes(line.ServedSeconds)}", 3, sheet.Small);
    }

    private static string Minutes(long? seconds) => seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{(known + 30) / 60} phút · min") : "–";

    // The figure to the right, so that figures stand under each other.
    private void Row(Sheet sheet, string what, int figure, bool isPart = false)
    {
        var unit = sheet.Unit;
        var (size, number) = (unit * 3 / 2, figure.ToString(CultureInfo.InvariantCulture));
        var wide = _lettering.Width(number, size);
        var text = TextBlock.Fit(_lettering, what, sheet.Width - wide - 4 * unit, 2, size, sheet.Small);
        var indent = isPart ? 3 * unit : unit;
        sheet.Add(text.Height, (SKCanvas canvas, int y) =>
        {
            text.Draw(canvas, indent, y);
            _lettering.Draw(canvas, number, sheet.Width - unit - wide, y + (text.Height + _lettering.CapHeight(size)) / 2, size);
        });
    }
}
