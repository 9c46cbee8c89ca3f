using System.Globalization;
using System.Net;
using System.Text;
using Edge.Contracts.Shown;
using Edge.Hub.Views;

namespace Edge.Hub.Dashboard;

/// <summary>The hub's first page: every board at a glance, rendered here, without scripts.</summary>
internal static class FirstPage
{
    public static string Render(IReadOnlyList<BoardOverview> boards, PageText text, string? problem, DateTimeOffset now)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html>
            <html lang="{{text.Code}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="3">
            <title>{{text.Title}}</title>
            <style>{{Style}}</style>
            </head>
            <body>
            <header><h1>{{text.Title}}</h1><a href="?lang={{text.OtherCode}}" lang="{{text.OtherCode}}">{{text.OtherLanguage}}</a></header>
            <main>
            """);
        if (problem is not null) html.Append(CultureInfo.InvariantCulture, $"<p class=\"problem\" role=\"alert\">⚠ {Encode(problem)}</p>");
        Totals(html, boards, text);
        if (boards.Count == 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"empty\">{Encode(text.NoBoards)}</p>");
        else Table(html, boards, text);
        html.Append(CultureInfo.InvariantCulture, $"</main><footer>{text.Updated} {now:yyyy-MM-dd HH:mm:ss} UTC</footer></body></html>");
        return html.ToString();
    }

    private static void Totals(StringBuilder html, IReadOnlyList<BoardOverview> boards, PageText text)
    {
        html.Append(CultureInfo.InvariantCulture, $"""
            <dl class="totals">
            <div><dt>{text.Boards}</dt><dd>{boards.Count}</dd></div>
            <div><dt>{text.Stored}</dt><dd>{boards.Sum(b => b.Stored)}</dd></div>
            <div><dt>{text.Backlog}</dt><dd>{boards.Sum(b => b.BacklogRecords)}</dd></div>
            <div><dt>{text.Gaps}</dt><dd>{boards.Sum(b => b.ChainGaps)}</dd></div>
            </dl>
            """);
    }

    private static void Table(StringBuilder html, IReadOnlyList<BoardOverview> boards, PageText text)
    {
        html.Append(CultureInfo.InvariantCulture, $"<table><thead><tr><th>{text.Boards}</th><th>{text.State}</th><th>{text.LastContact}</th><th class=\"n\">{text.Stored}</th><th class=\"n\">{text.Backlog}</th><th class=\"n\">{text.Gaps}</th></tr></thead><tbody>");
        foreach (var board in boards) Row(html, board, text);
        html.Append("</tbody></table>");
    }

    private static void Row(StringBuilder html, BoardOverview board, PageText text)
    {
        var (kind, sign, word) = State(board, text);
        html.Append(CultureInfo.InvariantCulture, $"""
            <tr>
            <th scope="row">{Encode(board.Node)}<small>{Encode(board.Group)}</small></th>
            <td data-label="{text.State}"><span class="state {kind}">{sign} {word}</span></td>
            <td data-label="{text.LastContact}">{Age(board.LastContactAge, text)}</td>
            <td data-label="{text.Stored}" class="n">{board.Stored}</td>
            <td data-label="{text.Backlog}" class="n">{board.BacklogRecords}{Small(Size(board.BacklogBytes))}</td>
            <td data-label="{text.Gaps}" class="n">{board.ChainGaps}{Small(board.Damaged > 0 ? $"+{board.Damaged} {text.Damaged}" : "")}</td>
            </tr>
            """);
        if (board.Incidents.Count == 0) return;
        html.Append(CultureInfo.InvariantCulture, $"<tr class=\"incidents\"><td colspan=\"6\"><strong>{text.Incidents}</strong><ul>");
        foreach (var incident in board.Incidents) html.Append(CultureInfo.InvariantCulture, $"<li>{Encode(incident)}</li>");
        html.Append("</ul></td></tr>");
    }

    // Sign and word carry the state; colour only repeats it.
    private static (string Kind, string Sign, string Word) State(BoardOverview board, PageText text) => board switch
    {
        { Revoked: true } => ("off", "⊘", text.Revoked),
        { LastContactAge: null } => ("off", "○", text.Unheard),
        { ChainGaps: > 0 } or { Damaged: > 0 } => ("look", "▲", text.Look),
        { BacklogRecords: > 0 } or { Receiving: > 0 } => ("busy", "⇅", text.Waiting),
        _ => ("well", "✓", text.Ok),
    };

    internal static string Age(TimeSpan? age, PageText text)
    {
        if (age is not { } a) return text.Never;
        var value = a switch
        {
            { TotalSeconds: < 120 } => $"{(int)a.TotalSeconds} s",
            { TotalMinutes: < 120 } => $"{(int)a.TotalMinutes} min",
            { TotalHours: < 48 } => $"{(int)a.TotalHours} h",
            _ => $"{(int)a.TotalDays} d",
        };
        return $"{value} {text.Ago}";
    }

    private static string Size(long bytes) => bytes switch
    {
        0 => "",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB"),
    };

    private static string Small(string text) => text.Length == 0 ? "" : $" <small>{Encode(text)}</small>";

    private static string Encode(string text) => WebUtility.HtmlEncode(PlainText.Of(text));

    private const string Style = """
        :root{color-scheme:light dark;--ink:#16202a;--soft:#5b6875;--line:#d9dfe5;--page:#f4f6f8;--card:#fff;--well:#0b6b3a;--busy:#0b5394;--look:#a33c00;--off:#5b6875}
        @media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a3b0bd;--line:#33404d;--page:#11181f;--card:#1a232c;--well:#6fd39b;--busy:#82b9ee;--look:#ffab73;--off:#a3b0bd}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans",sans-serif}
        header,main,footer{max-width:64rem;margin:0 auto;padding:1rem}header{display:flex;justify-content:space-between;align-items:baseline}
        h1{font-size:1.5rem;margin:0}a{color:var(--busy)}.totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem;margin:0 0 1rem}
        .totals div{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}dt{color:var(--soft);font-size:.875rem}dd{margin:0;font-size:1.75rem;font-variant-numeric:tabular-nums}
        table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
        th,td{padding:.6rem .8rem;text-align:left;border-top:1px solid var(--line);vertical-align:top}thead th{border-top:0;color:var(--soft);font-weight:500;font-size:.875rem}
        .n{text-align:right;font-variant-numeric:tabular-nums}small{color:var(--soft);font-weight:400}th small{display:block}
        .state{font-weight:600;white-space:nowrap}.well{color:var(--well)}.busy{color:var(--busy)}.look{color:var(--look)}.off{color:var(--off)}
        .incidents td{border-top:0;padding-top:0;font-size:.875rem}.incidents ul{margin:0;padding-left:1.2rem}
        .problem{background:var(--card);border:2px solid var(--look);border-radius:.5rem;padding:.75rem 1rem}.empty{color:var(--soft)}footer{color:var(--soft);font-size:.875rem}
        @media(max-width:40rem){thead{display:none}tr{display:block;border-top:1px solid var(--line);padding:.5rem 0}th,td{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.25rem .8rem;text-align:right}td[data-label]::before{content:attr(data-label);color:var(--soft)}th small{display:inline}.incidents td{display:block;text-align:left}}
        """;
}
