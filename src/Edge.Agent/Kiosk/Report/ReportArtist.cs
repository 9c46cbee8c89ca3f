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
    private const int UnitsAcross = 48;

    private readonly Lettering _lettering = new(book);

    /// <summary>The picture for a paper of so many dots across; lengths are in units of a 48th of that: 1 mm on a narrow paper.</summary>
    /// <param name="report">The day.</param>
    /// <param name="place">The kiosk's name.</param>
    /// <param name="service">What a service is called.</param>
    /// <param name="dots">The paper's width.</param>
    public Raster Draw(DayReport report, string place, Func<string, string> service, int dots)
    {
        var (sheet, unit, sums) = (new Sheet(dots), dots / UnitsAcross, report.Sums);
        var date = report.OpenedAt is { } at ? at.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : "không rõ ngày · date unknown";
        Centred(sheet, "Ngày làm việc · Service day", unit * 5 / 2, unit);
        Centred(sheet, $"{place} · {date} · {sums.Day}", unit * 3 / 2, unit);
        sheet.AddRule(unit);
        Row(sheet, "Số phiếu · Tickets", sums.Tickets, unit);
        Row(sheet, "Số người · People", sums.People, unit);
        Row(sheet, "Đã làm · Enrolled", sums.Enrolled, unit);
        Row(sheet, "Không làm được · Unable", sums.Unable, unit);
        Row(sheet, "Vắng mặt · No-show", sums.NoShow, unit);
        Row(sheet, "Hủy · Cancelled", sums.Cancelled, unit);
        Row(sheet, "  còn chờ lúc nghỉ · turned away", sums.TurnedAway, unit);
        Row(sheet, "Đang làm · At a desk", sums.InProgress, unit);
        Row(sheet, "Đang chờ · Waiting", sums.Waiting, unit);
        Row(sheet, "Chuyển việc, bàn · Passed on", sums.PassedOn, unit);
        foreach (var line in report.Services) Part(sheet, service(line.Name), line, unit);
        foreach (var line in report.Hours) Part(sheet, line.Name.Length > 0 ? line.Name : "không rõ giờ · hour unknown", line, unit);
        sheet.AddRule(unit);
        Centred(sheet, "Phút là trung vị: chờ đến lúc gọi, làm cho một người. Minutes are medians: until the call, and served a person.", TicketArtist.Small(unit), unit);
        sheet.Skip(unit);
        return sheet.Finish();
    }

    private void Part(Sheet sheet, string name, ReportLine line, int unit)
    {
        sheet.AddRule(unit);
        Left(sheet, name, unit * 2, unit);
        Left(sheet, $"{line.Given} phiếu · tickets, {line.People} người · people", TicketArtist.Small(unit), unit);
        Left(sheet, $"{line.Done} xong · done, {line.Exception} không được · unable, {line.NoShow} vắng · no-show, {line.Cancelled + line.TurnedAway} hủy · cancelled", TicketArtist.Small(unit), unit);
        Left(sheet, $"chờ · waited {Minutes(line.WaitedSeconds)}, làm · served {Minutes(line.ServedSeconds)}", TicketArtist.Small(unit), unit);
    }

    private static string Minutes(long? seconds) => seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{(known + 30) / 60} phút · min") : "–";

    private void Centred(Sheet sheet, string text, int largest, int unit) => sheet.AddCentred(TextBlock.Fit(_lettering, text, sheet.Width - 2 * unit, 3, largest, TicketArtist.Small(unit)), unit);

    private void Left(Sheet sheet, string text, int largest, int unit)
    {
        var block = TextBlock.Fit(_lettering, text, sheet.Width - 2 * unit, 3, largest, TicketArtist.Small(unit));
        sheet.Add(block.Height, (canvas, y) => block.Draw(canvas, unit, y));
    }

    // The figure to the right, so that figures stand under each other.
    private void Row(Sheet sheet, string what, int figure, int unit)
    {
        var (size, number) = (unit * 3 / 2, figure.ToString(CultureInfo.InvariantCulture));
        var wide = _lettering.Width(number, size);
        var text = TextBlock.Fit(_lettering, what, sheet.Width - wide - 4 * unit, 2, size, TicketArtist.Small(unit));
        var indent = what.StartsWith(' ') ? 3 * unit : unit;
        sheet.Add(text.Height, (SKCanvas canvas, int y) =>
        {
            text.Draw(canvas, indent, y);
            _lettering.Draw(canvas, number, sheet.Width - unit - wide, y + (text.Height + _lettering.CapHeight(size)) / 2, size);
        });
    }
}
