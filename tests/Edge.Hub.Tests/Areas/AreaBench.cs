using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Ingest;
using Edge.Hub.Objects;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Google.Protobuf;

namespace Edge.Hub.Tests.Areas;

/// <summary>A hub with boards that pull what is sealed to them, and open it.</summary>
internal sealed class AreaBench(IngestBench ingest) : IAsyncDisposable
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IngestBench Ingest { get; } = ingest;

    public NodeBench Hub => Ingest.Hub;

    public AreaParts Areas => Hub.Areas;

    public static async Task<AreaBench> OpenAsync()
    {
        var bench = new AreaBench(await IngestBench.OpenAsync());
        bench.Hub.Time.Now = new DateTimeOffset(2026, 11, 29, 8, 0, 0, TimeSpan.Zero);
        return bench;
    }

    /// <summary>An officer as the command asks for one.</summary>
    public static OfficerAddRequest Officer(string id, string pin, params string[] areas) => new(id, "Nguyễn Thị Hoa", areas, null, OfficerPin.Make(id, pin).ToByteArray());

    /// <summary>What the board is offered when it says which versions it has.</summary>
    public async Task<IReadOnlyList<ObjectOnOffer>> OfferedAsync(SimulatedBoard board) => [.. (await Ingest.SayAsync(board.Offer())).Objects];

    public async Task<ObjectOnOffer?> OfferedAsync(SimulatedBoard board, string name) => (await OfferedAsync(board)).SingleOrDefault(o => o.Name == name);

    /// <summary>Pulls an object piece by piece.</summary>
    public async Task<byte[]> PullAsync(SimulatedBoard board, ObjectOnOffer offered)
    {
        var server = new ObjectServer(Hub.Shelf, Areas.Sealed, Hub.Registry);
        var bytes = new byte[offered.Size];
        for (var at = 0UL; at < offered.Size;)
        {
            var ask = new Ask { Digest = offered.Digest, Missing = { new ByteRange { First = at, End = offered.Size } } };
            var answers = await AnswerSender.AnswersAsync(server, Assert.Single(IngestBench.Arrived(board.Message("ask", ask))), Token);
            if (answers.Count == 0) return [];
            foreach (var (_, answer) in answers)
            {
                answer.Data.CopyTo(bytes, (int)answer.Offset);
                at = answer.Offset + (ulong)answer.Data.Length;
            }
        }
        Assert.Equal(offered.Digest.ToByteArray(), SHA256.HashData(bytes));
        return bytes;
    }

    /// <summary>Pulls what is on offer under that name, opens it with the board's key, and has it from then on.</summary>
    public async Task<byte[]> TakeAsync(SimulatedBoard board, string node, string name)
    {
        var offered = await OfferedAsync(board, name);
        Assert.NotNull(offered);
        using var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(board.PrivateKey, out _);
        var opened = BoardSeal.Open(await PullAsync(board, offered), key, node, name, offered.Version);
        board.Objects[name] = offered.Version;
        return opened;
    }

    public async Task<AreaFile> TakeAreaAsync(SimulatedBoard board, string node) => AreaFile.Parser.ParseFrom(await TakeAsync(board, node, Names.AreaObject));

    /// <summary>What an officer of the file sees of a worklist.</summary>
    public static WorklistContent Open(Worklist list, AreaFile area, string officer, string pin)
    {
        using var areaKey = AreaKey(area, officer, pin);
        var packed = AreaSeal.Open(list.Content.Span, areaKey, list.Area, list.Version, list.BaseVersion);
        using var plain = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress)) brotli.CopyTo(plain);
        return WorklistContent.Parser.ParseFrom(plain.ToArray());
    }

    public static ECDiffieHellman AreaKey(AreaFile area, string officer, string pin)
    {
        var entry = area.Officers.Single(o => o.Id == officer);
        using var own = OfficerPin.Open(entry, pin);
        Assert.NotNull(own);
        return AreaSeal.Unwrap(entry.WrappedAreaKey.Span, own, area.Area, officer);
    }

    public ValueTask DisposeAsync() => Ingest.DisposeAsync();
}
