using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Storage;
using Edge.Agent.Uplink;
using Edge.Hosting.Linux;
using Edge.Testing.Processes;
using Edge.Testing.Relay;

namespace Edge.SystemTests.Support;

/// <summary>Boards in this process, each with real keys, spool and MQTT connection, provisioned for an address that is a way to the hub; one in ten has a way of its own that can be cut.</summary>
internal sealed class MovedFleet : IAsyncDisposable
{
    private const int RecordBytes = 20_000;

    private static readonly UplinkOptions Options = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(300),
        IdleOffer = TimeSpan.FromSeconds(5),
        // Each address is tried once beside a connection that works: what comes later comes because that one failed.
        AddressTryEvery = TimeSpan.FromHours(1),
        AddressTrySpread = TimeSpan.FromSeconds(3),
    };

    private readonly List<BoardInProcess> _boards = [];
    private readonly List<LinkRelay> _cuttable = [];
    private readonly HashSet<Guid> _accepted = [];
    private readonly LinkRelay _old;

    private MovedFleet(HubSetup hub) => _old = new LinkRelay(hub.Mqtt, TimeProvider.System);

    public IReadOnlyList<BoardInProcess> Boards => _boards;

    /// <summary>The ways that are cut in the middle.</summary>
    public IReadOnlyList<LinkRelay> Cuttable => _cuttable;

    /// <summary>Every record the boards took in.</summary>
    public IReadOnlySet<Guid> Accepted => _accepted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<MovedFleet> StartAsync(HubSetup hub, string folder, int count)
    {
        // They wait for their disks; in one process they would wait for threads as well.
        ThreadPool.SetMinThreads(count + Environment.ProcessorCount, count);
        var fleet = new MovedFleet(hub);
        using var socket = new LocalSocket(Path.Combine(hub.Data, "hub.sock"));
        for (var i = 0; i < count; i++)
        {
            var (node, way) = (string.Create(CultureInfo.InvariantCulture, $"board-{i}"), fleet._old);
            if (i % 10 == 0) fleet._cuttable.Add(way = new LinkRelay(hub.Mqtt, TimeProvider.System));
            var data = new DataFolder(Path.Combine(folder, node));
            await AdmitAsync(socket, data, node, way.EndPoint, hub.Https);
            fleet._boards.Add(new BoardInProcess(data.Root, Options, ballast: false));
        }
        foreach (var board in fleet._boards) await board.StartAsync();
        return fleet;
    }

    /// <summary>Each board takes in one more record.</summary>
    public void AcceptOnEach()
    {
        foreach (var board in _boards)
        {
            _accepted.Add(board.Custodian.Accept(new Submission
            {
                Kind = "card",
                Fields = "{}"u8.ToArray(),
                Attachments = [new SubmittedAttachment("data.bin", "application/octet-stream", RandomNumberGenerator.GetBytes(RecordBytes))],
            }).RecordId);
        }
    }

    /// <summary>Nothing leads from the old addresses to the hub any more.</summary>
    public void CutOld()
    {
        _old.Cut();
        foreach (var way in _cuttable) way.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_boards.Select(b => b.DisposeAsync().AsTask()));
        foreach (var way in _cuttable.Append(_old)) await way.DisposeAsync();
    }

    // As node add and node sign do; a command for each would take a minute for a hundred.
    private static async Task AdmitAsync(LocalSocket socket, DataFolder data, string node, IPEndPoint mqtt, IPEndPoint https)
    {
        var provisioner = new Provisioner(data, new LinuxDisk());
        var added = await AskAsync("/v1/nodes", new { Node = node, Group = "test", Address = $"{mqtt}", HttpsAddress = $"{https}" });
        await provisioner.ProvisionAsync(await AskAsync("/v1/sign", new { Node = node, Group = (string?)null, Address = (string?)null, HttpsAddress = (string?)null, Csr = provisioner.CreateRequest(added, replace: false) }), replace: false, Token);

        async Task<string> AskAsync(string path, object request)
        {
            using var content = JsonContent.Create(request);
            return (await socket.PostAsync(path, content, Token)).GetProperty("file").GetString()!;
        }
    }
}
