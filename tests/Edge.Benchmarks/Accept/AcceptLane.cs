using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Contracts.Records;

namespace Edge.Benchmarks.Accept;

/// <summary>One store under measurement: a spool for bare commits and another behind a custodian.</summary>
internal sealed class AcceptLane : IDisposable
{
    private readonly string _store;
    private readonly string _folder;
    private readonly RecordSpool _commits;
    private readonly RecordSpool _accepts;
    private readonly Custodian _custodian;
    private Samples _commit = new();
    private Samples _accept = new();
    private WrittenBytes _written;

    public AcceptLane(Board board, string store, string folder)
    {
        (_store, _folder, _written) = (store, folder, new WrittenBytes(folder));
        _commits = board.OpenSpool(Path.Combine(folder, $"commit-{store}"), store);
        _accepts = board.OpenSpool(Path.Combine(folder, $"accept-{store}"), store);
        _custodian = new Custodian(board.Identity, _accepts, _accepts, new LinuxBoardClock(TimeProvider.System), TimeProvider.System);
    }

    public void Forget() => (_commit, _accept, _written) = (new(), new(), new(_folder));

    public void Commit(RecordManifest manifest, ReadOnlyMemory<byte> sealedBytes) => _written.Count(() => _commit.Time(() => _commits.Commit(manifest, sealedBytes.Span)));

    public void Accept(Submission submission) => _accept.Time(() => _custodian.Accept(submission));

    public IEnumerable<Figure> Figures(double baselineMs, WrittenBytes baseline, double payload)
    {
        yield return new($"{_store}: the spool's commit alone", _commit.MedianMs, "ms") { P95 = _commit.P95Ms, Ratio = _commit.MedianMs / baselineMs, Target = 1.5 };
        yield return new($"{_store}: seal, sign and commit", _accept.MedianMs, "ms") { P95 = _accept.P95Ms, Ratio = _accept.MedianMs / baselineMs, Target = 4 };
        yield return new($"{_store}: written by the process, per payload byte", _written.ByProcess / payload, "bytes") { Ratio = _written.ByProcess / baseline.ByProcess };
        if (_written.ToDevice is { } device) yield return new($"{_store}: written to the device, per payload byte", device / payload, "bytes") { Ratio = device / baseline.ToDevice };
        yield return new($"{_store}: life of a card, taking records only", CardLife.Years((_written.ToDevice ?? _written.ByProcess) / payload), "years");
    }

    public void Dispose()
    {
        _commits.Dispose();
        _accepts.Dispose();
    }
}
