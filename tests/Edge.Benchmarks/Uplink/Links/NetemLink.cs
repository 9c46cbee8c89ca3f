using System.Globalization;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A cable that the kernel's netem narrows, lengthens and makes lossy at both ends; in an outage the carrier stays and packets vanish.</summary>
internal sealed class NetemLink(string name, LinkShape shape) : ILink
{
    private const int FullPacket = 1514;

    private readonly VethLink _cable = new(name, shape, dials: false);
    private bool _shaped;
    private bool _silent;

    public NetworkNamespace Board => _cable.Board;

    public NetworkNamespace Hub => _cable.Hub;

    // What is under way counts as well as what waits.
    private int QueuePackets => (int)Math.Ceiling((shape.QueueBytes + shape.BytesPerSecond * shape.OneWay.TotalSeconds) / FullPacket);

    public void Shape()
    {
        _shaped = true;
        Apply();
    }

    public void Up()
    {
        _silent = false;
        Apply();
    }

    public void Down()
    {
        _silent = true;
        Apply();
    }

    public void Dispose() => _cable.Dispose();

    // Always another kind than before, so that what was queued is dropped with its queue.
    private void Apply()
    {
        foreach (var end in new[] { Board, Hub })
        {
            Command.Run("tc", ["-n", end.Name, "qdisc", "replace", "dev", Addresses.Device, "root", .. _silent ? ["blackhole"] : _shaped ? Netem() : new[] { "pfifo" }]);
        }
    }

    private string[] Netem() =>
    [
        "netem", "limit", $"{QueuePackets}", "delay", string.Create(CultureInfo.InvariantCulture, $"{shape.OneWay.TotalMilliseconds:0}ms"),
        "loss", string.Create(CultureInfo.InvariantCulture, $"{shape.Loss * 100:0.###}%"), "rate", string.Create(CultureInfo.InvariantCulture, $"{shape.BitsPerSecond}bit"),
    ];
}
