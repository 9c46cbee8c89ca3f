using System.Globalization;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Uplink.Links;
using Edge.Benchmarks.Uplink.Watching;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>Two stock mosquittos with a bridge between them: what a site would set up today.</summary>
internal sealed class MosquittoBridge(ILink link, UplinkRow row, int records, string folder) : IContender
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly string[] Local = ["-h", "127.0.0.1", "-p", "1883", "-q", "1"];

    private readonly List<ServiceProcess> _processes = [];
    private ServiceProcess? _bridge;
    private ServiceProcess? _reader;
    private double _memory;
    private double _messageBytes;

    public string Name => Sealed ? "mosquitto bridge, sealed records" : "mosquitto bridge";

    /// <summary>Its messages are records as a board has sealed and signed them, so that it carries what Edge does; otherwise they are as large as what a record holds.</summary>
    public bool Sealed { get; init; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var files = new BridgeFiles(folder);
        files.Write(row);
        var messages = Sealed ? SpooledRecords.Make(Path.Combine(folder, "board"), records, row.RecordBytes) : [.. Enumerable.Repeat(files.Message, records)];
        _messageBytes = messages.Average(m => new FileInfo(m).Length);
        link.Down();
        Start("broker", "/usr/sbin/mosquitto", link.Hub, ["-c", files.Hub]);
        var first = await StartBridgeAsync(files, "bridge-at-first", cancellationToken);
        _reader = Start("reader", "/usr/bin/mosquitto_sub", link.Hub, [.. Local, "-t", "bench/#", "-F", "%U %t %l"]);
        for (var i = 0; i < messages.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RunIn(link.Board, ["/usr/bin/mosquitto_pub", .. Local, "-t", string.Create(CultureInfo.InvariantCulture, $"bench/{i}"), "-f", messages[i]]);
        }
        // Its kernel asks ever more seldom while nothing answers: how soon it found the link would be chance. It keeps its queue.
        await first.StopAsync();
        _processes.Remove(first);
        await first.DisposeAsync();
        _bridge = await StartBridgeAsync(files, "bridge", cancellationToken);
    }

    public void LinkUp()
    {
    }

    public void LinkCut() => _memory = Math.Max(_memory, ProcessMemory.AnonymousMiB(_bridge!.Pid));

    public Task<Delivery> FinishAsync(LinkHistory history, CancellationToken cancellationToken)
    {
        if (_processes.Find(p => p.HasExited) is { } ended) throw new BenchException($"{ended.Name} ended. Its last lines:\n{ended.LastLines}");
        var end = history.Windows[^1].To;
        // A message that comes again after a cut is one record.
        var arrived = File.ReadLines(_reader!.LogPath).Select(Read).OfType<(DateTimeOffset At, string Topic)>()
            .Where(a => a.At <= end).ToList();
        var first = arrived.GroupBy(a => a.Topic).Select(g => g.Min(a => a.At)).Order().ToList();
        return Task.FromResult(new Delivery(first.Count, (long)first.Count * row.RecordBytes, first.Count == 0 ? null : first[^1])
        {
            More = [("a message, on average", _messageBytes, "B"), ("messages that came again", arrived.Count - first.Count, ""), ("its private memory at a cut, at most (RssAnon)", _memory, "MiB")],
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
    }

    private async Task<ServiceProcess> StartBridgeAsync(BridgeFiles files, string name, CancellationToken cancellationToken)
    {
        var bridge = Start(name, "/usr/sbin/mosquitto", link.Board, ["-c", files.Board]);
        foreach (var end in new[] { link.Hub, link.Board }) await bridge.WaitReadyAsync(_ => Task.FromResult(Listens(end)), Limit, cancellationToken);
        return bridge;
    }

    private ServiceProcess Start(string name, string program, NetworkNamespace place, IReadOnlyList<string> args)
    {
        var process = ServiceProcess.Start(name, new EdgeTool(program) { Prefix = place.Prefix }, args, null, Path.Combine(folder, $"{name}.log"));
        _processes.Add(process);
        return process;
    }

    private static bool Listens(NetworkNamespace place) => RunIn(place, ["ss", "-tlnH", "sport", "1883"]).Length > 0;

    private static string RunIn(NetworkNamespace place, IEnumerable<string> command) => Command.Run(place.Prefix[0], [.. place.Prefix.Skip(1), .. command]);

    private static (DateTimeOffset At, string Topic)? Read(string line) =>
        line.Split(' ') is [var at, var topic, _] && double.TryParse(at, CultureInfo.InvariantCulture, out var seconds)
            ? (DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)), topic)
            : null;
}
