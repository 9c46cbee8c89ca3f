namespace Edge.Agent.Tests.Crash;

/// <summary>Enumerates what a cut may leave: every combination of the newest open changes, the older ones all kept or all dropped.</summary>
internal sealed class CutStates(DiskModel model, bool ruinLedger)
{
    private const int Newest = 4;
    private const int TornAlone = 3;

    private static readonly (string Name, Func<DiskModel.Content, byte[]> Bytes)[] Tears =
    [
        ("dropped", c => c.Synced ?? []),
        ("zeros", c => new byte[c.Now.Length]),
        ("truncated", c => c.Now[..(c.Now.Length / 2)]),
        ("zeros at its end", c => [.. c.Now[..(c.Now.Length / 2)], .. new byte[c.Now.Length - (c.Now.Length / 2)]]),
        ("zeros at its start", c => [.. new byte[c.Now.Length / 2], .. c.Now[(c.Now.Length / 2)..]]),
    ];

    public IEnumerable<CutState> All()
    {
        var ledgers = Ledgers().ToList();
        // The ledger's open writes against the files' plainest state in full; against all others only kept and dropped.
        var few = ledgers.Where((l, i) => i < 2 || !l.Whole).ToList();
        var first = true;
        foreach (var choices in Choices())
        {
            var dropped = Dropped(choices);
            foreach (var (bytes, torn) in Contents(model.Names(choices)))
            {
                foreach (var (ledger, whole, ruin) in first ? ledgers : few)
                {
                    yield return new CutState(model.Image(choices, bytes, ledger), whole, string.Join("; ", (string[])[dropped, torn, ruin]));
                }
                first = false;
            }
        }
    }

    private IEnumerable<IReadOnlyList<(bool Add, bool Remove)>> Choices()
    {
        var options = model.Changes.Select(c => c.Options).ToList();
        var open = Enumerable.Range(0, options.Count).Where(i => options[i].Count > 1).ToList();
        var newest = open.TakeLast(Newest).ToList();
        foreach (var oldKept in open.Count > newest.Count ? (bool[])[true, false] : [true])
        {
            var choice = options.Select(o => oldKept ? o[^1] : o[0]).ToArray();
            var digits = new int[newest.Count];
            do
            {
                for (var i = 0; i < newest.Count; i++) choice[newest[i]] = options[newest[i]][digits[i]];
                yield return choice.ToArray();
            }
            while (Next(digits, i => options[newest[i]].Count));
        }
    }

    private static bool Next(int[] digits, Func<int, int> count)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (++digits[i] < count(i)) return true;
            digits[i] = 0;
        }
        return false;
    }

    private IEnumerable<(Func<int, byte[]> Bytes, string Story)> Contents(Dictionary<string, int> names)
    {
        yield return (f => model.Files[f].Now, "bytes kept");
        var open = names.Values.Distinct().Where(f => f != DiskModel.Folder && model.Files[f].IsOpen).Order().ToList();
        if (open.Count == 0) yield break;
        // Nobody reads what is in tmp/ or in the ballast: there and not there is enough.
        var read = names.Any(n => open.Contains(n.Value) && !n.Key.StartsWith("tmp/", StringComparison.Ordinal) && n.Key != "ballast");
        foreach (var (name, tear) in read ? Tears : Tears.Take(1))
        {
            yield return (f => model.Files[f].IsOpen ? tear(model.Files[f]) : model.Files[f].Now, $"bytes not fsynced: {name}");
            if (open.Count == 1) continue;
            foreach (var alone in open.TakeLast(TornAlone)) yield return (f => f == alone ? tear(model.Files[f]) : model.Files[f].Now, $"bytes of file {alone}: {name}");
        }
    }

    private IEnumerable<(LedgerImage Image, bool Whole, string Story)> Ledgers()
    {
        foreach (var (files, story) in model.Ledger.States(new Random(1), drawn: 1)) yield return (LedgerImage.Of(files), true, $"ledger: {story}");
        if (!ruinLedger) yield break;
        foreach (var (image, story) in LedgerImage.Of(model.Ledger.Now()).Ruined()) yield return (image, false, story);
    }

    private string Dropped(IReadOnlyList<(bool Add, bool Remove)> choices)
    {
        var lost = Enumerable.Range(0, choices.Count)
            .Where(i => choices[i] != (model.Changes[i].Add is not null, model.Changes[i].Remove is not null))
            .Select(i => $"{model.Changes[i]} {(choices[i] switch { (true, false) => "left both names", (false, true) => "took the old name only", _ => "dropped" })}");
        return string.Join(", ", lost) is { Length: > 0 } text ? text : "all names kept";
    }
}
