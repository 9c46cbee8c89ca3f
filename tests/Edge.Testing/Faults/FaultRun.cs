using System.Text.RegularExpressions;

namespace Edge.Testing.Faults;

/// <summary>Injects each error at each open and read of a scenario, one at a time, and adds up what became of it.</summary>
internal sealed partial class FaultRun(string what)
{
    private readonly SortedDictionary<string, (int Found, int Hit)> _sites = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private int _runs;

    public IReadOnlyList<string> Wrong => _wrong;

    /// <param name="count">Runs the scenario without a fault; returns its calls by number.</param>
    /// <param name="run">Runs it with the fault of that number, and says what is not as promised.</param>
    public async Task RunAsync(Func<Task<IReadOnlyList<string>>> count, Func<long, int, bool, Task<(bool Hit, IReadOnlyList<string> Wrong)>> run)
    {
        var calls = await count();
        for (var at = 0; at < calls.Count && _wrong.Count < 50; at++)
        {
            var hit = false;
            foreach (var (name, errno) in FaultShim.All ? FaultShim.Errors : [FaultShim.Errors[at % FaultShim.Errors.Length]])
            {
                // A call that a signal interrupts is made again at once.
                var (failed, wrong) = await run(at, errno, errno == 4);
                hit |= failed;
                _runs++;
                _wrong.AddRange(wrong.Select(w => $"{name} at call {at} ({calls[at]}): {w}"));
            }
            var site = Kind(calls[at]);
            var (found, hits) = _sites.GetValueOrDefault(site);
            _sites[site] = (found + 1, hits + (hit ? 1 : 0));
        }
    }

    /// <summary>Every call that was found has failed at least once.</summary>
    public bool AllHit => _sites.Count > 0 && _sites.Values.All(s => s.Hit == s.Found);

    public override string ToString() =>
        $"{what}: {_sites.Count} call sites found, {_sites.Values.Count(s => s.Hit > 0)} hit; {_sites.Values.Sum(s => s.Found)} calls, {_sites.Values.Sum(s => s.Hit)} hit, {_runs} runs, {_wrong.Count} promises broken\n"
        + string.Join("\n", _sites.Select(s => $"  {s.Key}: {s.Value.Found} calls, {s.Value.Hit} hit")) + (_wrong.Count == 0 ? "" : "\n" + string.Join("\n", _wrong.Take(20)));

    // Records differ in their names alone.
    private static string Kind(string call) => Names().Replace(call, "*");

    [GeneratedRegex("[0-9a-f]{8}-[0-9]{12}-[0-9]-[0-9a-f-]{36}|[0-9a-f]{16}(?=\\.spki)")]
    private static partial Regex Names();
}
