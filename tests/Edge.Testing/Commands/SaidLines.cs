using System.Text.RegularExpressions;

namespace Edge.Testing.Commands;

/// <summary>Holds what a program says on standard error against the sentences that are ours, and everything it writes against marks that can be of nobody but its platform.</summary>
internal sealed class SaidLines(string catalogue)
{
    private static readonly Regex Marks = new(@"System\.|Microsoft\.|Parameter '|`\d|Exception|SQLite Error|being used by another process|Expected depth|BytePositionInLine|Object reference|^\s+at \w+\.|errno 0\b|PEM-encoded", RegexOptions.Multiline);

    // Each with … for what differs, and without the program's name.
    private readonly List<(Regex Form, string Text)> _sentences =
        [.. File.ReadLines(catalogue).Where(l => l.Length > 0 && l[0] != '#').Select(l => (new Regex($"^(?:edge-[a-z]+: )?{Regex.Escape(l).Replace("…", ".*", StringComparison.Ordinal)}$", RegexOptions.Singleline), l))];

    private readonly HashSet<string> _met = [];
    private readonly SortedDictionary<string, string> _outside = new(StringComparer.Ordinal);

    private readonly List<(TimeSpan Took, string Input)> _times = [];

    public int Inputs { get; private set; }

    /// <summary>Where the time of the test goes.</summary>
    public IEnumerable<string> Slowest => _times.OrderByDescending(t => t.Took).Take(5).Select(t => $"{t.Took.TotalMilliseconds:0} ms: {t.Input}");

    public int Lines { get; private set; }

    /// <summary>Lines that are none of ours, with an input that brings each.</summary>
    public IReadOnlyDictionary<string, string> Outside => _outside;

    /// <summary>Sentences of the catalogue that nothing has said.</summary>
    public IEnumerable<string> Unmet => _sentences.Select(s => s.Text).Where(t => !_met.Contains(t));

    public async Task TryAsync(string[] input, StringWriter output, StringWriter error, Func<string[], Task<int>> run)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            Take(input, await run(input), output.ToString(), error.ToString());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What nobody caught ends the program with all that .NET says of it.
            Take(input, 1, output.ToString(), $"{error}{e.GetType()}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Edge.", StringComparison.Ordinal))}\n");
        }
        _times.Add((TimeProvider.System.GetElapsedTime(begun), Shown(input)));
    }

    private void Take(string[] input, int code, string output, string error)
    {
        Inputs++;
        var words = Shown(input);
        if (code is not (0 or 1 or 2 or 64 or 78)) _outside[$"exit code {code}"] = words;
        if (Marks.Match(output) is { Success: true } mark) _outside[$"standard output has {mark.Value}"] = words;
        foreach (var line in error.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Lines++;
            var sentences = _sentences.Where(s => s.Form.IsMatch(line)).Select(s => s.Text).ToList();
            _met.UnionWith(sentences);
            if (sentences.Count == 0 || Marks.IsMatch(line)) _outside[line.Length > 400 ? line[..400] + "…" : line] = words;
        }
    }

    private static string Shown(string[] input) => string.Join(' ', input.Select(w => w.Length > 80 ? w[..80] + "…" : w));
}
