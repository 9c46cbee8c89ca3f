using System.Text.RegularExpressions;
using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Desk;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>The sheet beside the keypad (docs/kiosk.vi.md) says what the keys do.</summary>
public sealed partial class KeypadSheetTests : IDisposable
{
    // A4 upright in a browser's usual print, with lines that go on below.
    private const int LinesOfAPage = 40;

    private static readonly Dictionary<string, KeypadKey> Printed = new(StringComparer.Ordinal)
    {
        ["/"] = KeypadKey.Divide, ["*"] = KeypadKey.Times, ["-"] = KeypadKey.Minus, ["+"] = KeypadKey.Plus, ["."] = KeypadKey.Point, ["Enter"] = KeypadKey.Enter, ["Back"] = KeypadKey.Back,
        ["0"] = KeypadKey.Digit0, ["1"] = KeypadKey.Digit1, ["2"] = KeypadKey.Digit2, ["3"] = KeypadKey.Digit3, ["4"] = KeypadKey.Digit4,
        ["5"] = KeypadKey.Digit5, ["6"] = KeypadKey.Digit6, ["7"] = KeypadKey.Digit7, ["8"] = KeypadKey.Digit8, ["9"] = KeypadKey.Digit9,
    };

    private readonly KioskBench _kiosk = new();
    private readonly HashSet<string> _shown = [];

    [Fact]
    public void Every_key_that_does_something_has_a_line_and_no_other() =>
        Assert.Equal(KeyMap.Usual.Keys.Order(), Rows().Select(r => Printed[r.Key]).Order());

    [Fact]
    public void The_display_answers_as_the_sheet_says()
    {
        Press(KeypadKey.Divide, KeypadKey.Divide);
        Give(3);
        Press(KeypadKey.Enter, KeypadKey.Plus, KeypadKey.Plus, KeypadKey.Plus, KeypadKey.Minus);
        Press(KeypadKey.Enter, KeypadKey.Digit0);
        Press(KeypadKey.Enter, KeypadKey.Times, KeypadKey.Digit2);
        Give(1);
        Press(KeypadKey.Digit5, KeypadKey.Digit3);
        Press(KeypadKey.Point, KeypadKey.Digit6, KeypadKey.Digit1, KeypadKey.Digit4, KeypadKey.Enter);
        Assert.Equal("A004", _kiosk.State.AtDesk!.Number);
        Press(KeypadKey.Digit7, KeypadKey.Digit5, KeypadKey.Back, KeypadKey.Digit8, KeypadKey.Digit8, KeypadKey.Digit9, KeypadKey.Digit0);
        Press(KeypadKey.Divide, KeypadKey.Divide);
        Assert.All(Rows(), r => Assert.All(r.Answers, a => Assert.Contains(Any(a), _shown)));
    }

    [Fact]
    public void Reasons_and_services_stand_at_their_digits()
    {
        var reasons = UsualServices.Exceptions.Select(e => $"`{e.Digit}` {e.Names["vi"]}");
        Assert.Contains($"**Lý do, sau `*`**: {string.Join(" · ", reasons)}.", Sheet(), StringComparison.Ordinal);
        var services = UsualServices.Services.Select((s, i) => $"`{i + 1}` {s.Letter} {Lower(s.Names["vi"])}");
        Assert.Contains($"**Vị trí của việc, sau `6` và `7`**: {string.Join(" · ", services)}.", Sheet(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_fits_one_page() => Assert.True(Sheet().Split('\n').Sum(l => 1 + l.Length / 110) <= LinesOfAPage);

    public void Dispose() => _kiosk.Dispose();

    private void Press(params KeypadKey[] keys)
    {
        foreach (var key in keys)
        {
            _kiosk.Press(key);
            if (_kiosk.Scenes.Current.Hint is { } hint) _shown.Add(Any(hint));
        }
    }

    private void Give(int tickets)
    {
        for (var i = 0; i < tickets; i++)
        {
            _kiosk.Press("card");
            _kiosk.Pass(2);
        }
    }

    private static string Any(string answer) => Number().Replace(answer, "A#");

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static IEnumerable<(string Key, IEnumerable<string> Answers)> Rows() =>
        Sheet().Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')).Select(c => (c[1].Trim(' ', '`'), Quoted().Matches(c[3]).Select(m => m.Groups[1].Value)));

    // All that stands before the page's end.
    private static string Sheet()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Edge.sln"))) root = Path.GetDirectoryName(root)!;
        return File.ReadAllText(Path.Combine(root, "docs", "kiosk.vi.md")).Split("<div style=\"page-break-after")[0];
    }

    [GeneratedRegex("A[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
