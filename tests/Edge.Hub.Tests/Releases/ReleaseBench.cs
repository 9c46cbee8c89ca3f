using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Objects;
using Edge.Hub.Progress;
using Edge.Hub.Releases;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Hub.Tests.Trust;
using Edge.Hub.Trust;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Releases;

/// <summary>A hub whose trust file names a release key, releases, and boards that say what they run.</summary>
internal sealed class ReleaseBench : IAsyncDisposable
{
    private readonly ECDsa _key = NodeBench.NewKey();

    private ReleaseBench(IngestBench ingest)
    {
        Ingest = ingest;
        TrustBench.Publish(Hub, new StageRequest { AddRelease = [_key.ExportSubjectPublicKeyInfoPem()] });
        Folder = new ReleaseFolder(Hub.Paths, Hub.Keys);
        Places = new PlaceBook(Hub.Archive, Hub.Audit);
        Views = new ReleaseViews(Hub.Databases, Hub.Registry, Hub.Shelf, Folder);
        Book = NewBook();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IngestBench Ingest { get; }

    public NodeBench Hub => Ingest.Hub;

    public ReleaseFolder Folder { get; }

    public PlaceBook Places { get; }

    public ReleaseViews Views { get; }

    public ReleaseBook Book { get; private set; }

    public static async Task<ReleaseBench> OpenAsync()
    {
        var bench = new ReleaseBench(await IngestBench.OpenAsync());
        await bench.Book.StartAsync(Token);
        return bench;
    }

    /// <summary>The releases of a hub that has just started.</summary>
    public async Task RestartAsync()
    {
        Book.Dispose();
        Book = NewBook();
        await Book.StartAsync(Token);
    }

    /// <summary>A signed release file of so many bytes of payload.</summary>
    public byte[] Make(string version, ulong number, string architecture = "arm64", ulong basis = 0, int payload = 50_000, SigningKey? by = null)
    {
        var bytes = RandomNumberGenerator.GetBytes(payload);
        var manifest = new ReleaseManifest
        {
            Version = version, Number = number, Architecture = architecture, BaseNumber = basis, PayloadSize = (ulong)payload, PayloadDigest = ByteString.CopyFrom(SHA256.HashData(bytes)),
            Files = { new ReleaseEntry { Path = ReleaseRules.Program, Size = (ulong)payload, Digest = ByteString.CopyFrom(SHA256.HashData(bytes)), Executable = true } },
        };
        using var key = new SigningKey(ECDsa.Create(_key.ExportParameters(includePrivateParameters: true)));
        var head = ReleaseHead.Read(ReleaseHead.Write(new SignedRelease { Manifest = manifest.ToByteString() }));
        return [.. ReleaseHead.Write(head.Sign(by ?? key)), .. bytes];
    }

    public Task<AddedReleaseView> AddAsync(byte[] file) => Book.AddAsync(Actor.CommandLine, new MemoryStream(file), file.Length, Token);

    public Task<ReleaseChange> OfferAsync(string version, BoardChoice choice) => Book.OfferAsync(Actor.User("lan"), version, choice, Token);

    public static BoardChoice To(params string[] boards) => new(boards, [], [], All: false, Share: 100);

    public static BoardChoice All(int share = 100) => new([], [], [], All: true, share);

    /// <summary>What a board that says so is offered of its program; null where it lacks nothing.</summary>
    public async Task<ObjectOnOffer?> OfferedAsync(SimulatedBoard board, ulong runs, ulong refused = 0, string why = "", ulong arrived = 0)
    {
        board.Told = new ObjectVersion { Name = Names.ReleaseObject("arm64"), Version = runs, Refused = refused, Refusal = why, Arrived = arrived };
        return (await Ingest.SayAsync(board.Offer())).Objects.SingleOrDefault(o => o.Name == Names.ReleaseObject("arm64"));
    }

    public async Task<byte[]> PullAsync(string node, ObjectOnOffer offered)
    {
        var server = new ObjectServer(Hub.Shelf, Hub.Areas.Sealed, Hub.Registry);
        var bytes = new List<byte>();
        while ((ulong)bytes.Count < offered.Size)
        {
            var answers = await server.AnswersAsync(node, new Ask { Digest = offered.Digest, Missing = { new ByteRange { First = (ulong)bytes.Count, End = offered.Size } } }, Token);
            if (answers.Count == 0) break;
            foreach (var (_, answer) in answers) bytes.AddRange(answer.Data);
        }
        return [.. bytes];
    }

    public async Task<BoardRelease?> ShownAsync(string node) => (await Views.ListAsync(null, all: true, Token)).Listed.Single(b => b.Node == node).Offered;

    public Task<List<string>> AuditAsync() => Ingest.ReadAsync(db => db.Set<AuditEntry>().AsNoTracking().Where(e => e.Act.StartsWith("release")).OrderBy(e => e.Number).Select(e => $"{e.Actor} {e.Act} {e.Target}: {e.Detail}").ToListAsync(Token));

    public async ValueTask DisposeAsync()
    {
        Book.Dispose();
        _key.Dispose();
        await Ingest.DisposeAsync();
    }

    private ReleaseBook NewBook() => new(Hub.Archive, Folder, Hub.Shelf, Hub.Registry, Places, Hub.Audit, Hub.Time, NullLogger<ReleaseBook>.Instance);
}
