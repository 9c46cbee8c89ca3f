using Edge.Agent.Devices.Display;
using Edge.Contracts;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A display of 4 lines of 20 letters; it has all letters, or those of the display whose place it takes.</summary>
internal sealed class VirtualDisplay(VirtualPart part)
{
    private const int Columns = 20;
    private const int Rows = 4;
    private volatile Picture _picture = new([], null);

    /// <summary>What it shows, no line longer than it is wide.</summary>
    public IReadOnlyList<string> Lines => _picture.Lines;

    /// <summary>The row whose text is as large as two.</summary>
    public int? Large => _picture.Large;

    public ICallDisplay Open(bool plainLetters = false) => new Port(this, plainLetters, part.Connect());

    private void Show(IEnumerable<string> lines, int? large)
    {
        _picture = new([.. lines.Take(Rows).Select(l => LatinText.Cut(l, Columns))], large);
        part.Touch();
    }

    private sealed record Picture(IReadOnlyList<string> Lines, int? Large);

    private sealed class Port(VirtualDisplay display, bool plainLetters, VirtualPlug plug) : ICallDisplay, ICheckable
    {
        public int Columns => VirtualDisplay.Columns;

        public int Rows => VirtualDisplay.Rows;

        public async Task ShowAsync(IReadOnlyList<string> lines, int? large, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            display.Show(plainLetters ? lines.Select(PlainLetters.Of) : lines, large);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => plug.CallAsync(cancellationToken);

        public void Dispose()
        {
        }
    }
}
