using Edge.Agent.Devices.Display;

namespace Edge.Agent.Tests.Kiosk;

internal sealed class FakeDisplay(int columns = 20, int rows = 4) : ICallDisplay
{
    public int Columns => columns;

    public int Rows => rows;

    public List<DisplayLines> Shown { get; } = [];

    public Task ShowAsync(DisplayLines lines, CancellationToken cancellationToken)
    {
        Shown.Add(lines);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
