namespace Edge.Agent.Tests.Crash;

/// <summary>Cuts the power at every step of a board's life and starts an agent on everything that this may leave.</summary>
/// <remarks>
/// Modelled: every operation of the store's disk port, with content; folder changes kept or dropped each on its own until their folder is
/// fsynced; a rename as two changes, of which the loss of the old name comes alone only by an fsync of the old folder; bytes not fsynced kept,
/// dropped, torn or zero; a process killed between two operations with the kernel's view surviving it; a cut during the recovery from a cut.
/// SQLite is cut write by write, as its own file layer sees it (<see cref="Edge.Testing.Sqlite.FileModel"/>), and besides the ledger is lost, without
/// its log, or corrupt.
/// Not modelled: two threads at once, reordering inside one file finer than halves, disks that lie about an fsync, and the loss of the data
/// folder itself, which its parent holds. Of many open folder changes only the newest vary freely.
/// </remarks>
internal sealed class CrashSimulator
{
    private const int Enough = 20;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public CrashFigures Figures { get; } = new();

    /// <summary>Checks every state of every prefix from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public void Check(Board board, int first = 0, int last = int.MaxValue, bool ruinLedger = true)
    {
        Figures.Runs++;
        for (var steps = first; steps <= Math.Min(last, board.Log.Count) && Figures.Violations.Count < Enough; steps++)
        {
            Figures.Prefixes++;
            var stories = StoriesAfter(board, steps);
            var promises = string.Join(';', stories.Select(s => s.Brief));
            var fresh = new List<CutState>();
            foreach (var cut in StatesAfter(board, steps, ruinLedger))
            {
                Figures.States++;
                if (_seen.Add($"{cut.Image.Fingerprint()} {cut.LedgerWhole} {promises}")) fresh.Add(cut);
            }
            Figures.Starts += fresh.Count;
            var step = steps == 0 ? "none" : $"{board.Log.Steps[steps - 1]}";
            Figures.Violations.AddRange(fresh.AsParallel().Select(c => (c.Story, Wrong: new Recovery(c, stories, board.Options, board.Key).Check()))
                .Where(c => c.Wrong.Count > 0).Select(c => $"after step {steps} ({step}) with {c.Story}: {string.Join("; ", c.Wrong)}"));
        }
    }

    public static IEnumerable<CutState> StatesAfter(Board board, int steps, bool ruinLedger) =>
        new CutStates(new DiskModel(board.Log, steps), ruinLedger && board.Stories.Any(s => s.ReleaseBegun <= steps)).All();

    public static List<RecordStory> StoriesAfter(Board board, int steps) => [.. board.Stories.Select(s => s.After(steps))];
}
