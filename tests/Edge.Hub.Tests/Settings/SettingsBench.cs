using System.Text.Json.Nodes;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Objects;
using Edge.Hub.Settings;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Settings;

/// <summary>A hub that tells settings, and boards that pull them.</summary>
internal sealed class SettingsBench : IAsyncDisposable
{
    private SettingsBench(IngestBench ingest)
    {
        Ingest = ingest;
        var hub = ingest.Hub;
        Views = new SettingsViews(hub.Databases, hub.Registry);
        Audit = new AuditLog(hub.Archive, hub.Time);
        Restart();
    }

    public IngestBench Ingest { get; }

    public NodeBench Hub => Ingest.Hub;

    public SettingsViews Views { get; }

    public AuditLog Audit { get; }

    public SettingsShelf Shelf { get; private set; } = null!;

    public BoardSettings Settings { get; private set; } = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<SettingsBench> OpenAsync() => new(await IngestBench.OpenAsync());

    /// <summary>The settings of a hub that has just started.</summary>
    public void Restart()
    {
        Shelf?.Dispose();
        // Its wait after a failure costs no time here.
        Shelf = new SettingsShelf(Hub.Archive, Hub.Keys, Hub.Shelf, new HeldTime(), NullLogger<SettingsShelf>.Instance);
        Settings = new BoardSettings(Hub.Archive, Shelf, Views, Audit, Hub.Registry, Hub.Keys, Hub.Time);
    }

    public async Task<long> IssueAsync(string group, string json)
    {
        await Settings.DraftAsync(Actor.User("lan"), group, JsonNode.Parse(json)!.AsObject(), Token);
        return (await Settings.IssueAsync(Actor.User("lan"), group, Token)).Issued.Single(i => i.Group == group).Version;
    }

    /// <summary>What the board is offered of its settings; null where it lacks nothing.</summary>
    public async Task<ObjectOnOffer?> OfferedAsync(SimulatedBoard board) =>
        (await Ingest.SayAsync(board.Offer())).Objects.SingleOrDefault(o => o.Name == Names.SettingsObject);

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

    /// <summary>Pulls what is on offer, as a board of that group takes it.</summary>
    public async Task<SettingsFile> TakeAsync(SimulatedBoard board, string node, string group, TrustAnchors? trust = null)
    {
        var offered = await OfferedAsync(board);
        Assert.NotNull(offered);
        var file = SignedBoardSettings.Verify(SignedSettings.Parser.ParseFrom(await PullAsync(node, offered)), group, trust ?? Hub.Keys.Trust);
        Assert.Equal(offered.Version, file.Version);
        board.Objects[Names.SettingsObject] = file.Version;
        return file;
    }

    // Of settings alone: that boards were added is another matter.
    public async Task<List<AuditEntry>> AuditAsync()
    {
        await using var db = await Hub.Databases.CreateDbContextAsync(Token);
        return await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Act.StartsWith("settings")).OrderBy(e => e.Number).ToListAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        Shelf.Dispose();
        await Ingest.DisposeAsync();
    }
}
