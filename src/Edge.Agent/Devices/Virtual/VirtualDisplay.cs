using Edge.Agent.Devices.Display;
using Edge.Contracts;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A display of 4 lines of 20 letters; it has all letters.</summary>
internal sealed class VirtualDisplay(VirtualPart part)
{
    private const int Columns = 20;
    private const int Rows = 4;
    private volatile IReadOnlyList<string> _lines = [];

    /// <summary>What it shows, no line longer than it is wide.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public ICallDisplay Open() => new Port(this, part.Connect());

    private void Show(IReadOnlyList<string> lines)
    {
        _lines = [.. lines.Take(Rows).Select(l => LatinText.Cut(l, Columns))];
        part.Touch();
    }

    private sealed class Port(VirtualDisplay display, VirtualPlug plug) : ICallDisplay, ICheckable
    {
        public int Columns => VirtualDisplay.Columns;

        public int Rows => VirtualDisplay.Rows;

        public async Task ShowAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            display.Show(lines);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => plug.CallAsync(cancellationToken);

        public void Dispose()
        {
        }
    }
}
