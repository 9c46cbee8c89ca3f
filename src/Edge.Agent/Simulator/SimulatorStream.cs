using System.Text.Json;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Kiosk.Show;
using Edge.Hosting.Sockets;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Simulator;

/// <summary>Tells a page what it shows, as server-sent events: all of it first, then each section that has changed.</summary>
internal sealed class SimulatorStream(SimulatorView view, VirtualBoard board, SceneBoard scenes, DeviceRegistry devices, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MostPages = 24;

    // The fastest light changes every 125 ms.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(30);

    // What changes by the clock alone, such as an expected wait; and a sign of life for the page.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);
    private int _pages;

    public async Task SendAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _pages) > MostPages)
            {
                await Answers.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many pages", $"{MostPages} pages show this panel already; close one");
                return;
            }
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await TellAsync(context.Response, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The page is gone, or the agent stops.
        }
        finally
        {
            Interlocked.Decrement(ref _pages);
        }
    }

    private async Task TellAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        await response.WriteAsync("retry: 500\n\n", cancellationToken);
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            // Taken before looking, so that a change in between is seen.
            Task[] changes = [board.Changed, scenes.Changed, devices.ChangedAsync()];
            await response.WriteAsync(News(told), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Least, time, cancellationToken);
            await time.WaitAnyAsync(Most, cancellationToken, changes);
        }
    }

    private string News(Dictionary<string, string> told)
    {
        List<string> news = [];
        foreach (var (name, value) in view.Sections())
        {
            var text = JsonSerializer.Serialize(value, Answers.Json);
            if (told.TryGetValue(name, out var before) && before == text) continue;
            told[name] = text;
            news.Add($"\"{name}\":{text}");
        }
        return news.Count == 0 ? "event: beat\ndata: .\n\n" : $"data: {{{string.Join(',', news)}}}\n\n";
    }
}
