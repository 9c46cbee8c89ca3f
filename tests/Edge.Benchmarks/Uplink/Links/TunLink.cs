namespace Edge.Benchmarks.Uplink.Links;

/// <summary>Two TUN devices and a relay between them; in an outage the carrier stays and packets vanish.</summary>
internal sealed class TunLink : ILink
{
    private readonly LinkShape _shape;
    private readonly PacketRelay? _up;
    private readonly PacketRelay? _down;
    private readonly TunDevice? _boardEnd;
    private readonly TunDevice? _hubEnd;

    public TunLink(string name, LinkShape shape)
    {
        _shape = shape;
        Board = new NetworkNamespace($"{name}-board");
        try
        {
            Hub = new NetworkNamespace($"{name}-hub");
            _boardEnd = new TunDevice(Board, Addresses.OfBoard(0), Addresses.Hub);
            _hubEnd = new TunDevice(Hub, Addresses.Hub, Addresses.OfBoard(0));
            _up = new PacketRelay("relay up", _boardEnd, _hubEnd);
            _down = new PacketRelay("relay down", _hubEnd, _boardEnd);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public NetworkNamespace Board { get; }

    public NetworkNamespace Hub { get; } = null!;

    public void Shape()
    {
        _up!.Queue.Shape(_shape);
        _down!.Queue.Shape(_shape);
    }

    public void Up() => Silence(false);

    public void Down() => Silence(true);

    public void Dispose()
    {
        _up?.Dispose();
        _down?.Dispose();
        _boardEnd?.Dispose();
        _hubEnd?.Dispose();
        Hub?.Dispose();
        Board.Dispose();
    }

    private void Silence(bool silent)
    {
        _up!.Queue.Silence(silent);
        _down!.Queue.Silence(silent);
    }
}
