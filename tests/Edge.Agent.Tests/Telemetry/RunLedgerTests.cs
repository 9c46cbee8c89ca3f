using Edge.Agent.Custody;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Agent.Tests.Telemetry;

/// <summary>How the last run ended, told by what it left behind.</summary>
public sealed class RunLedgerTests : IDisposable
{
    private static readonly Guid Boot = new("01234567-89ab-cdef-0123-456789abcdef");
    private static readonly Guid NextBoot = new("11234567-89ab-cdef-0123-456789abcdef");

    private readonly TestFolder _folder = new();
    private readonly Worker _worker = new();
    private StateDatabase? _state;

    [Fact]
    public async Task Every_way_to_end_is_told_apart()
    {
        Assert.Null((await StartAsync(Boot)).LastEnd);
        Assert.Equal("crash", (await StartAsync(Boot)).LastEnd);
        await (await StartAsync(Boot)).StopAsync(CancellationToken.None);
        Assert.Equal("stopped", (await StartAsync(Boot)).LastEnd);
        Assert.Equal("power-cut", (await StartAsync(NextBoot)).LastEnd);
        await (await StartAsync(NextBoot)).StopAsync(CancellationToken.None);
        Assert.Equal("stopped", (await StartAsync(Boot)).LastEnd);
    }

    [Theory]
    [InlineData("watchdog", "watchdog")]
    [InlineData("oom-kill", "memory")]
    [InlineData("core-dump", "crash")]
    [InlineData("signal", "crash")]
    [InlineData("exit-code", "crash")]
    [InlineData("timeout", "crash")]
    public async Task What_systemd_noted_goes_before_what_the_run_wrote_and_counts_once(string noted, string told)
    {
        await (await StartAsync(Boot)).StopAsync(CancellationToken.None);
        Note(noted);
        var run = await StartAsync(Boot);
        Assert.Equal(told, run.LastEnd);
        await run.StopAsync(CancellationToken.None);
        Assert.Equal("stopped", (await StartAsync(Boot)).LastEnd);
    }

    [Fact]
    public async Task A_note_that_says_success_or_nothing_changes_nothing()
    {
        await (await StartAsync(Boot)).StopAsync(CancellationToken.None);
        Note("success");
        var run = await StartAsync(Boot);
        Assert.Equal("stopped", run.LastEnd);
        Note(new string('x', 10_000));
        await run.StopAsync(CancellationToken.None);
        Assert.Equal("stopped", (await StartAsync(Boot)).LastEnd);
        Assert.Equal("crash", (await StartAsync(Boot)).LastEnd);
    }

    [Fact]
    public async Task A_worker_that_failed_is_no_stop()
    {
        var run = await StartAsync(Boot);
        await _worker.StartAsync(CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _worker.ExecuteTask!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await run.StopAsync(CancellationToken.None);
        Assert.Equal("crash", (await StartAsync(Boot)).LastEnd);
    }

    [Fact]
    public async Task Without_a_boots_name_nothing_is_invented()
    {
        await StartAsync(Guid.Empty);
        Assert.Null((await StartAsync(Guid.Empty)).LastEnd);
        Assert.Null((await StartAsync(Boot)).LastEnd);
    }

    public void Dispose()
    {
        _worker.Dispose();
        _state?.Dispose();
        _folder.Dispose();
    }

    private void Note(string text) => File.WriteAllText(Path.Combine(_folder.Root, EndNote.FileName), text + "\n");

    private async Task<RunLedger> StartAsync(Guid boot)
    {
        _state?.Dispose();
        Directory.CreateDirectory(_folder.Data.Root);
        _state = StateDatabase.Open(_folder.Data.StateDatabase, TimeProvider.System, new LogList());
        var services = new ServiceCollection().AddSingleton<IHostedService>(_worker).BuildServiceProvider();
        var ledger = new RunLedger(_state, new Clock(boot), new EndNote(_folder.Root), services);
        await ledger.StartAsync(CancellationToken.None);
        return ledger;
    }

    private sealed class Clock(Guid boot) : IBoardClock
    {
        public ClockReading Read() => new(DateTimeOffset.UnixEpoch, ClockState.Unsynchronised, boot, 1);
    }

    private sealed class Worker : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.FromException(new InvalidOperationException("it failed"));
    }
}
