using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Edge.Demo.Show;

/// <summary>The board as tables and lines, with a caption in English and in Vietnamese.</summary>
internal sealed class BoardPicture(Board board, Uri page)
{
    public IRenderable Draw() => new Rows(
        new Markup("[bold]Edge[/]  Records travel from kiosks to the hub. Links are cut and restored; nothing is lost."),
        new Markup("[bold]Edge[/]  Hồ sơ đi từ các quầy về trung tâm. Đường truyền bị cắt rồi nối lại; không mất hồ sơ nào."),
        new Markup($"Hub page · Trang trung tâm: [link]{page}[/]    Ctrl-C: end with the sums · kết thúc và xem tổng"),
        Kiosks(),
        new Markup(string.Create(CultureInfo.InvariantCulture, $"[bold]{board.Elapsed.TotalSeconds,5:F0} s[/]  {Markup.Escape(board.Phase.ToString())}")),
        Events());

    private Table Kiosks()
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("Kiosk\nQuầy");
        table.AddColumn("Link\nĐường truyền");
        foreach (var heading in new[] { "Accepted\nĐã nhận", "Held here\nĐang giữ", "Stored at hub\nĐã lưu", "Sent KB\nĐã gửi KB", "Cuts\nLần cắt" }) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var kiosk in board.Kiosks)
        {
            table.AddRow(kiosk.Panel is { } panel ? $"{kiosk.Name}\n[link]{panel}[/]" : kiosk.Name, kiosk.Link.IsCut ? "[red]cut · cắt[/]" : "[green]up · nối[/]",
                Words.Number(kiosk.AcceptedCount), Words.Number(kiosk.WaitingCount), Words.Number(kiosk.StoredCount), Words.Number(kiosk.Link.BytesUp / 1024), Words.Number(kiosk.Link.Cuts));
        }
        return table;
    }

    private Rows Events() => new(board.Events.Select(e =>
    {
        var (english, vietnamese, colour) = Words.Of(e.Kind);
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $"[grey]{e.At.TotalSeconds,6:F1} s[/]  {Markup.Escape(e.Kiosk),-9} [{colour}]{english} · {vietnamese}[/]  {Markup.Escape(e.What)}")).Overflow(Overflow.Ellipsis);
    }));
}
