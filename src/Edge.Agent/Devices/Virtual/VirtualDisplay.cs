using Edge.Agent.Devices.Display;
using Edge.Contracts;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A display of 4 lines of 20 letters; it has all letters, or those of the display whose place it takes.</summary>
internal sealed class VirtualDisplay(VirtualPart part)
{
    private const int Columns = 20;
    private const int Rows = 4;
    private volatile DisplayLines _shown = DisplayLines.None;

    /// <summary>What it shows, no line longer than it is wide.</summary>
    public DisplayLines Shown => _shown;

    /// <summary>The lines of it.</summary>
    public IReadOnlyList<string> Lines => _shown.Lines;

    public ICallDisplay Open(bool plainLetters = false) => new Port(this, plainLetters, part.Connect());

    private void Show(DisplayLines lines, Func<string, string> letters)
    {
        _shown = lines with { Lines = [.. lines.Lines.Take(Rows).Select(l => LatinText.Cut(letters(l), Columns))] };
        part.Touch();
    }

    private sealed class Port(VirtualDisplay display, bool plainLetters, VirtualPlug plug) : ICallDisplay, ICheckable
    {
        public int Columns => VirtualDisplay.Columns;

        public int Rows => VirtualDisplay.Rows;

        public async Task ShowAsync(DisplayLines lines, CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            display.Show(lines, plainLetters ? PlainLetters.Of : l => l);
        }

        public Task CheckAsync(CancellationToken cancellationToken) => plug.CallAsync(cancellationToken);

        public void Dispose()
        {
        }
    }
}
