namespace Edge.Agent.Printing.Tickets;

/// <summary>A paper that grows downwards while things are put on it.</summary>
internal sealed class Sheet(int width)
{
    private readonly List<(int Y, Action<Raster, int> Draw)> _parts = [];

    public int Width => width;

    public int Height { get; private set; }

    public void Skip(int height) => Height += height;

    /// <summary>Puts something below what is there; it is told where it begins.</summary>
    public void Add(int height, Action<Raster, int> draw)
    {
        _parts.Add((Height, draw));
        Height += height;
    }

    public Raster Finish()
    {
        var raster = new Raster(width, Height);
        foreach (var (y, draw) in _parts) draw(raster, y);
        return raster;
    }
}
