using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Kiosk.Printing;

public sealed class RehearsalTests : IDisposable
{
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly ScriptedPrinter _printer = new();
    private readonly TaskCompletionSource _drawn = new();
    private readonly LogList _log = new();
    private int _times;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_ticket_is_drawn_once_when_the_agent_has_started_and_there_is_a_printer()
    {
        _printer.Plugged = false;
        using var rehearsal = Make(() => { });
        await rehearsal.StartAsync(Token);
        _lifetime.NotifyStarted();
        Assert.False(_drawn.Task.IsCompleted);
        _printer.Plugged = true;
        _printer.Signal();
        await _drawn.Task.WaitAsync(Token);
        _printer.Signal();
        await rehearsal.ExecuteTask!.WaitAsync(Token);
        Assert.Equal(1, _times);
        Assert.Empty(_printer.Out);
    }

    [Fact(Timeout = 180_000)]
    public async Task Nothing_is_drawn_before_the_agent_has_started()
    {
        using var rehearsal = Make(() => { });
        await rehearsal.StartAsync(Token);
        _printer.Signal();
        await rehearsal.StopAsync(Token);
        Assert.Equal(0, _times);
    }

    [Fact(Timeout = 180_000)]
    public async Task What_cannot_be_drawn_is_told_and_ends_nothing()
    {
        using var rehearsal = Make(() => throw new DllNotFoundException("no such library"));
        await rehearsal.StartAsync(Token);
        _lifetime.NotifyStarted();
        await rehearsal.ExecuteTask!.WaitAsync(Token);
        Assert.Contains(_log.At(LogLevel.Error), l => l.Contains("Tickets cannot be drawn", StringComparison.Ordinal));
    }

    public void Dispose() => _log.Dispose();

    private Rehearsal Make(Action draw) => new((_, dots) =>
    {
        _times++;
        draw();
        _drawn.SetResult();
        return new Raster(dots, 1);
    }, _printer, _lifetime, new Logger<Rehearsal>(new LoggerFactory([_log])));
}
