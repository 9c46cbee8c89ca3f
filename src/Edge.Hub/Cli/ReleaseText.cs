using System.Globalization;
using Edge.Hosting;
using Edge.Hosting.Commands;
using Edge.Hub.Releases;

namespace Edge.Hub.Cli;

/// <summary>Releases as a list for people: those that are here, what boards run, and how far each has got.</summary>
internal sealed class ReleaseText(string language)
{
    private static readonly Columns Releases = new(new(new("bản", "version"), 20), new(new("số", "number"), -12), new(new("loại máy", "for"), 8), new(new("dựa trên số", "upon number"), -12), new(new("dung lượng", "size"), -10), new(new("tệp", "file"), 0));

    private static readonly Columns Boards = new(new(new("điểm", "board"), 24), new(new("nhóm", "group"), 20), new(new("đang chạy", "runs"), 16), new(new("liên lạc lúc", "heard"), 20), new(new("được giao", "is offered"), 0));

    private readonly Amounts _amounts = new(language);

    public IEnumerable<string> Lines(ReleaseList list)
    {
        if (list.Releases.Count > 0) yield return Releases.Heading(language);
        foreach (var release in list.Releases) yield return Releases.Line(Cells(release));
        foreach (var (version, boards) in list.Runs.OrderBy(r => r.Key, StringComparer.Ordinal)) yield return Say($"{boards} điểm chạy: {version}", $"{Counted.Of(boards, "board")}: {version}");
        foreach (var (version, states) in list.Offered.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            var each = string.Join(", ", states.OrderBy(s => s.Key).Select(s => $"{s.Value} {Word(s.Key)}"));
            yield return Say($"bản {version} được giao cho {states.Values.Sum()} điểm: {each}", $"version {version} is offered to {Counted.Of(states.Values.Sum(), "board")}: {each}");
        }
        if (list.Listed.Count > 0) yield return Boards.Heading(language);
        foreach (var board in list.Listed) yield return Boards.Line(Cells(board));
        if (list.Listed.Count == ReleaseViews.MostListed) yield return Say($"và các điểm khác; chỉ liệt kê {ReleaseViews.MostListed} điểm", $"and others; at most {ReleaseViews.MostListed} are listed");
    }

    /// <summary>One release in a sentence.</summary>
    public string Line(AddedReleaseView r) =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Version} (number {r.Number}) for {r.Architecture}, {(r.BaseNumber == 0 ? "whole" : $"upon number {r.BaseNumber}")}, {_amounts.Bytes(r.Size)}");

    private string Say(string vi, string en) => new Said(vi, en).In(language);

    private string[] Cells(AddedReleaseView r) =>
        [r.Version, $"{r.Number}", r.Architecture, r.BaseNumber == 0 ? "-" : $"{r.BaseNumber}", _amounts.Bytes(r.Size), r.Here ? Say("có", "here") : Say("đã mất: thêm lại", "gone: add it again")];

    private string[] Cells(ReleaseBoard board) =>
    [
        board.Node, board.Group, board.Runs.Length > 0 ? board.Runs : "?", board.HeardAt is { } at ? $"{at:yyyy-MM-dd HH:mm} UTC" : "-",
        board.Offered is { } offered ? $"{offered.Version}: {Word(offered)}" : Say("không bản nào", "nothing"),
    ];

    private string Word(BoardRelease offered) => offered.State == ReleaseState.Pulling ? Say($"đã tải {offered.Percent} %", $"{offered.Percent} % is there") : Word(offered.State) + (offered.Why.Length > 0 ? $": {offered.Why}" : "");

    private string Word(ReleaseState state) => state switch
    {
        ReleaseState.Waiting => Say("chưa bắt đầu tải", "not begun"),
        ReleaseState.Pulling => Say("đang tải", "being pulled"),
        ReleaseState.Staged => Say("đã tải đủ, sẽ cài khi bàn trống", "there, to be installed"),
        ReleaseState.Runs => Say("đang chạy", "runs it"),
        ReleaseState.Refused => Say("không nhận", "would not take it"),
        ReleaseState.Held => Say("hiện chưa tải", "not pulled now"),
        ReleaseState.NoFile => Say("không có tệp hợp với máy ấy", "no file for what it is and runs"),
        _ => Say("chương trình quá cũ để tự tải", "its program is too old to pull one"),
    };
}
