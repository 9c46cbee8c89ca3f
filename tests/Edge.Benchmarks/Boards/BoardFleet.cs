using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Startup;
using Edge.Hosting.Linux;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Boards;

/// <summary>The boards' folders: each admitted by the hub, each with records that wait.</summary>
internal sealed class BoardFleet(string folder, BoardsPlan plan, HubSetup hub)
{
    /// <summary>Adds all boards to the running hub and has their requests signed there, as <c>node add</c> and <c>node sign</c> do.</summary>
    public async Task AdmitAsync(CancellationToken cancellationToken)
    {
        using var socket = new LocalSocket(Path.Combine(hub.Data, "hub.sock"));
        await Parallel.ForEachAsync(Names(plan.Boards), cancellationToken, async (node, token) => await AdmitAsync(socket, node, token));
    }

    /// <summary>Fills all spools; returns every record's id by its board.</summary>
    public IReadOnlySet<(string Node, Guid Record)> Fill(CancellationToken cancellationToken)
    {
        HashSet<(string, Guid)> ids = [];
        foreach (var node in Names(plan.Boards))
        {
            var data = FolderOf(folder, node);
            var identity = IdentityStore.Load(data);
            using var key = identity.Key;
            var filler = new SpoolFiller(new ManifestWriter(node, key, identity.Trust.Current), data);
            foreach (var id in filler.Fill(plan.Records, plan.RecordBytes, _ => { }, cancellationToken)) ids.Add((node, id));
        }
        PageCache.WriteOut(folder);
        return ids;
    }

    public static IEnumerable<string> Names(int boards) => Enumerable.Range(1, boards).Select(i => string.Create(CultureInfo.InvariantCulture, $"bench-{i}"));

    public static DataFolder FolderOf(string folder, string node) => new(Path.Combine(folder, node));

    private async Task AdmitAsync(LocalSocket socket, string node, CancellationToken cancellationToken)
    {
        var provisioner = new Provisioner(FolderOf(folder, node), new LinuxDisk());
        var added = await AskAsync("/v1/nodes", new { Node = node, Group = "bench", Address = Text(hub.Mqtt), HttpsAddress = Text(hub.Https) });
        var signed = await AskAsync("/v1/sign", new { Node = node, Group = (string?)null, Address = (string?)null, HttpsAddress = (string?)null, Csr = provisioner.CreateRequest(added, replace: false) });
        await provisioner.ProvisionAsync(signed, replace: false, cancellationToken);

        async Task<string> AskAsync(string path, object request)
        {
            using var content = JsonContent.Create(request);
            return (await socket.PostAsync(path, content, cancellationToken)).GetProperty("file").GetString()!;
        }
    }

    private static string Text(IPEndPoint address) => $"{address}";
}
