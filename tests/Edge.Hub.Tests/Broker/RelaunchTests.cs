using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Edge.Hosting.Linux;
using Edge.Hub.Broker;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Broker;

/// <summary>A broker that dies and cannot be started again at first. Whoever waits for it gets through in the end.</summary>
public sealed partial class RelaunchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("its port is held")]
    [InlineData("its program is missing")]
    [InlineData("its program ends at once")]
    [InlineData("it is killed while it starts")]
    [InlineData("its pid file cannot be written")]
    public async Task Who_waits_while_relaunches_fail_is_let_through_by_the_one_that_succeeds(string obstacle)
    {
        using var folder = new TempFolder();
        var program = folder.File("mosquitto");
        Put(program, $"exec {BrokerProcess.Require("mosquitto")} \"$@\"");
        await using var hub = await HubHarness.StartManagedAsync(("Broker:Executable", program));
        var broker = hub.Get<ManagedBroker>();
        var port = broker.HubConnection.Port;
        Assert.True(Failures(hub) == 0 && broker.IsOurs && broker.RunsSince is not null);

        using var mend = obstacle switch
        {
            "its program is missing" => Moved(program),
            "its program ends at once" => Instead(program, "exit 3"),
            "it is killed while it starts" => Instead(program, "exec sleep 60"),
            "its pid file cannot be written" => Shadowed(Path.Combine(hub.Paths.Broker, "mosquitto.pid")),
            _ => null,
        };
        var first = broker.ProcessId!.Value;
        Assert.Equal(0, LibC.Kill(first, LibC.SignalKill));
        using var holder = mend is null ? await HoldAsync(port) : null;
        await Until.TrueAsync(() => broker.State == "restarting", "the hub sees that its broker is gone");
        Assert.Null(broker.RunsSince);
        var waiting = broker.WaitReadyAsync(Token);
        var before = Failures(hub);
        await Until.TrueAsync(() =>
        {
            if (obstacle == "it is killed while it starts" && broker.ProcessId is { } pid && pid != first) _ = LibC.Kill(pid, LibC.SignalKill);
            return Failures(hub) > before;
        }, "one more relaunch fails while somebody waits");
        Assert.False(waiting.IsCompleted);
        Assert.False(hub.Get<HubHealth>().Ready);

        mend?.Dispose();
        holder?.Stop();
        await waiting.WaitAsync(Limit, Token);
        await using var connection = await hub.Get<IMqttConnector>().ConnectAsync(broker.HubConnection, Token);
        Assert.Equal("running", broker.State);
        Assert.True(hub.Get<HubHealth>().Parts["broker"].Ok);
    }

    private static int Failures(HubHarness hub) =>
        Attempts().Match(hub.Get<HubHealth>().Parts["broker"].Detail) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static async Task<TcpListener> HoldAsync(int port)
    {
        TcpListener? holder = null;
        await Until.TrueAsync(() =>
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                holder = listener;
                return true;
            }
            catch (SocketException)
            {
                // The killed broker has not let go of it yet.
                listener.Dispose();
                return false;
            }
        }, "the port is taken");
        return holder!;
    }

    private static void Put(string program, string script)
    {
        // A new file in its place: one that is being executed cannot be written.
        var beside = program + ".new";
        File.WriteAllText(beside, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(beside, program, overwrite: true);
    }

    private static Once Instead(string program, string script)
    {
        var before = program + ".before";
        File.Move(program, before);
        Put(program, script);
        return new Once(() => File.Move(before, program, overwrite: true));
    }

    private static Once Moved(string program)
    {
        File.Move(program, program + ".away");
        return new Once(() => File.Move(program + ".away", program));
    }

    // A folder in its place: nothing can be written there, as on a full disk.
    private static Once Shadowed(string file)
    {
        File.Delete(file);
        Directory.CreateDirectory(file);
        return new Once(() => Directory.Delete(file));
    }

    [GeneratedRegex(@"in (\d+) attempts")]
    private static partial Regex Attempts();

    private sealed class Once(Action action) : IDisposable
    {
        private Action? _action = action;

        public void Dispose() => Interlocked.Exchange(ref _action, null)?.Invoke();
    }
}
