using System.Globalization;
using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Reports;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Benchmarks.Accept;

/// <summary>What it costs to take a record for good, beside the least any program could do with the same bytes on the same disk.</summary>
internal sealed class AcceptBenchmark : IBenchmark
{
    private const int AttachmentBytes = 200_000;
    private const int WarmUp = 30;
    private const int Rounds = 300;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public string Name => "accept";

    public string Summary => "durable accept of a 200 KB record";

    public Task RunAsync(BenchContext context, Action<Report> tell, CancellationToken cancellationToken)
    {
        using var board = new Board();
        using var folder = new WorkFolder(context.Folder, Name);
        List<AcceptLane> lanes = [];
        try
        {
            foreach (var store in context.Stores) lanes.Add(new AcceptLane(board, store, folder.FullName));
            var round = new Round(board, new PlainStore(folder.FullName), new WrittenBytes(folder.FullName), lanes);
            Run(context, round, cancellationToken);
            tell(Report(context, round));
        }
        finally
        {
            lanes.ForEach(l => l.Dispose());
        }
        return Task.CompletedTask;
    }

    private static void Run(BenchContext context, Round round, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < WarmUp + Rounds && TimeProvider.System.GetElapsedTime(start) < Limit; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (i == WarmUp) round.Forget(context.Folder);
            if (i % 50 == 0) context.Say(string.Create(CultureInfo.InvariantCulture, $"accept: round {i} of {WarmUp + Rounds}"));
            round.Run(i);
        }
    }

    private Report Report(BenchContext context, Round round)
    {
        var baseline = round.Plain.MedianMs;
        return new Report(Name, Summary,
        [
            string.Create(CultureInfo.InvariantCulture, $"{round.Plain.Count} rounds of all steps, their order turning; files of {round.FileBytes} bytes on {context.Disk.FileSystem} ({context.Durability})"),
            "the baseline writes the same bytes: write, fsync, rename, fsync of the folder",
            "written by the process: write_bytes of /proc/PID/io, pages made dirty, without the file system's journal; to the device: the median of its own count, with the journal",
            CardLife.Assumptions,
        ],
        [
            In(round.Plain, "baseline: write, fsync, rename, fsync folder", baseline),
            .. Written(round.PlainWritten),
            .. round.Lanes.SelectMany(l => l.Figures(baseline, round.PlainWritten, AttachmentBytes)),
            In(round.Seal, "the sealing alone", baseline),
            In(round.Sign, "digest, sign and describe alone", baseline),
        ]);
    }

    private static Figure In(Samples samples, string what, double baseline) =>
        new(what, samples.MedianMs, "ms") { P95 = samples.P95Ms, Ratio = samples.MedianMs / baseline };

    private static IEnumerable<Figure> Written(WrittenBytes written)
    {
        yield return new("baseline: written by the process, per payload byte", written.ByProcess / AttachmentBytes, "bytes") { Ratio = 1 };
        if (written.ToDevice is { } device) yield return new("baseline: written to the device, per payload byte", device / AttachmentBytes, "bytes") { Ratio = 1 };
    }

    /// <summary>Every step once, one after the other, so that what else the disk does meanwhile meets all of them alike.</summary>
    private sealed class Round(Board board, PlainStore plain, WrittenBytes plainWritten, IReadOnlyList<AcceptLane> lanes)
    {
        private static readonly byte[] Fields = """{"name":"Benchmark","id":"000000000000","address":"none"}"""u8.ToArray();
        private readonly Guid _chain = new(RandomNumberGenerator.GetBytes(16));
        private readonly byte[] _attachment = RandomNumberGenerator.GetBytes(AttachmentBytes);
        private ulong _sequence;
        private byte[] _sealed = [];

        public Samples Plain { get; private set; } = new();

        public WrittenBytes PlainWritten { get; private set; } = plainWritten;

        public IReadOnlyList<AcceptLane> Lanes => lanes;

        public Samples Seal { get; private set; } = new();

        public Samples Sign { get; private set; } = new();

        public int FileBytes { get; private set; }

        public void Forget(string folder)
        {
            (Plain, PlainWritten, Seal, Sign) = (new(), new(folder), new(), new());
            foreach (var lane in lanes) lane.Forget();
        }

        public void Run(int turn)
        {
            RandomNumberGenerator.Fill(_attachment);
            SealAlone();
            var manifest = SignAlone();
            byte[] file = [.. RecordFrame.Header(manifest), .. _sealed];
            FileBytes = file.Length;
            var submission = Submission();
            Action[] durable =
            [
                () => PlainWritten.Count(() => Plain.Time(() => plain.Store(file))),
                .. lanes.SelectMany<AcceptLane, Action>(lane => [() => lane.Commit(manifest, _sealed), () => lane.Accept(submission)]),
            ];
            for (var i = 0; i < durable.Length; i++) durable[(turn + i) % durable.Length]();
        }

        private void SealAlone()
        {
            var record = new Record { Fields = UnsafeByteOperations.UnsafeWrap(Fields) };
            record.Attachments.Add(new Attachment { Name = "portrait.jpg", ContentType = "image/jpeg", Data = UnsafeByteOperations.UnsafeWrap(_attachment) });
            var id = new Guid(RandomNumberGenerator.GetBytes(16));
            Seal.Time(() => _sealed = RecordSeal.Seal(record, board.Trust.Registry, Board.Node, id, "enrolment"));
        }

        private RecordManifest SignAlone()
        {
            RecordManifest? manifest = null;
            Sign.Time(() => manifest = board.Manifests.Describe(_sealed, _chain, ++_sequence));
            return manifest!;
        }

        private Submission Submission() => new()
        {
            Kind = "enrolment",
            Fields = Fields,
            Attachments = [new SubmittedAttachment("portrait.jpg", "image/jpeg", _attachment)],
        };
    }
}
