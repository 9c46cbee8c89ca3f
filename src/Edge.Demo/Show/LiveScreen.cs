using Spectre.Console;

namespace Edge.Demo.Show;

/// <summary>A picture of the board that is drawn again as it changes, in a terminal that can do it.</summary>
internal sealed class LiveScreen : IScreen
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _drawing;
    private readonly List<string> _lines = [];

    public LiveScreen(IAnsiConsole console, Board board, Uri page, TimeProvider time)
    {
        _console = console;
        var picture = new BoardPicture(board, page);
        _drawing = console.Live(picture.Draw()).StartAsync(live => DrawAsync(live, picture, time));
    }

    // While the picture stands, its phase line tells what is going on; lines that stay come after it.
    public void Say(string line) => _lines.Add(line);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _drawing;
        foreach (var line in _lines) _console.WriteLine(line);
        _ending.Dispose();
    }

    private async Task DrawAsync(LiveDisplayContext live, BoardPicture picture, TimeProvider time)
    {
        while (!_ending.IsCancellationRequested)
        {
            live.UpdateTarget(picture.Draw());
            await Task.Delay(Step, time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        live.UpdateTarget(picture.Draw());
    }
}
