using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.Contracts;
using Edge.Hosting.Linux;
using Edge.Hub.Admin;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Broker;

/// <summary>Against the real mosquitto.</summary>
public sealed class ManagedBrokerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_with_the_hub_takes_its_connection_and_stops_with_it()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        var broker = hub.Get<ManagedBroker>();
        await broker.WaitReadyAsync(Token);
        await using var connection = await hub.Get<IMqttConnector>().ConnectAsync(broker.HubConnection, Token);
        using var child = Process.GetProcessById(broker.ProcessId!.Value);
        await hub.StopAsync();
        await child.WaitForExitAsync(Token).WaitAsync(Limit, Token);
        await connection.Closed.WaitAsync(Limit, Token);
        Assert.False(File.Exists(Path.Combine(hub.Paths.Broker, "mosquitto.pid")));
    }

    [Fact]
    public async Task Killed_it_is_started_again()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        var broker = hub.Get<ManagedBroker>();
        var first = broker.ProcessId!.Value;
        await using var connection = await hub.Get<IMqttConnector>().ConnectAsync(broker.HubConnection, Token);
        Assert.Equal(0, LibC.Kill(first, LibC.SignalKill));
        await connection.Closed.WaitAsync(Limit, Token);
        await Until.TrueAsync(() => broker.State == "running" && broker.ProcessId != first, "the broker runs again");
        await using var again = await hub.Get<IMqttConnector>().ConnectAsync(broker.HubConnection, Token);
    }

    [Fact]
    public async Task What_it_reads_is_its_owners_alone()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        // The lists are written anew at the start: a file on its way to its name may be gone before it is looked at.
        foreach (var file in Directory.EnumerateFiles(hub.Paths.Broker).Where(f => !f.EndsWith(".new", StringComparison.Ordinal)))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_board_reaches_the_hub_on_its_own_topics_and_on_no_others()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var ours = await hub.Get<IMqttConnector>().ConnectAsync(hub.Get<IBroker>().HubConnection, Token);
        await ours.SubscribeAsync(["edge/v1/#"], MqttQos.AtLeastOnce, Token);
        await using var board = await BoardAsync(hub, "kiosk-1");
        foreach (var topic in new[] { Topics.Offer("kiosk-2"), Topics.Have("kiosk-1"), Topics.Offer("kiosk-1") })
        {
            await SendAsync(board, topic);
        }
        // Delivered in order: the first that arrives is the only one that may.
        Assert.Equal(Topics.Offer("kiosk-1"), (await ReceiveAsync(ours)).Topic);
    }

    [Fact]
    public async Task A_board_hears_what_is_meant_for_it_alone()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var ours = await hub.Get<IMqttConnector>().ConnectAsync(hub.Get<IBroker>().HubConnection, Token);
        await using var board = await BoardAsync(hub, "kiosk-1");
        await board.SubscribeAsync([Topics.Have("kiosk-2"), Topics.Have("kiosk-1")], MqttQos.AtLeastOnce, Token);
        await SendAsync(ours, Topics.Have("kiosk-2"));
        await SendAsync(ours, Topics.Have("kiosk-1"));
        Assert.Equal(Topics.Have("kiosk-1"), (await ReceiveAsync(board)).Topic);
    }

    [Fact]
    public async Task No_board_can_take_anothers_place_by_its_client_id()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var board = await BoardAsync(hub, "kiosk-1");
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("kiosk-2", key);
        await using var thief = await hub.ConnectAsync(certificate, clientId: "kiosk-1");
        await SendAsync(board, Topics.Offer("kiosk-1"));
        Assert.False(board.Closed.IsCompleted);
    }

    [Fact]
    public async Task Revoking_closes_the_live_connection_and_refuses_a_new_one_and_a_replacement_is_let_in()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var ours = await hub.Get<IMqttConnector>().ConnectAsync(hub.Get<IBroker>().HubConnection, Token);
        await ours.SubscribeAsync([Topics.AllOffers], MqttQos.AtLeastOnce, Token);
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("kiosk-1", key);
        await using var revoked = await hub.ConnectAsync(certificate);
        await using var other = await BoardAsync(hub, "kiosk-2");

        Assert.True(await hub.Get<Revoker>().RevokeAsync(Actor.CommandLine, "kiosk-1", Token));

        await revoked.Closed.WaitAsync(Limit, Token);
        await Assert.ThrowsAsync<MqttException>(() => hub.ConnectAsync(certificate));
        await SendAsync(other, Topics.Offer("kiosk-2"));
        Assert.Equal(Topics.Offer("kiosk-2"), (await ReceiveAsync(ours)).Topic);

        await using var replacement = await BoardAsync(hub, "kiosk-1");
        await Until.TrueAsync(async () =>
        {
            // The broker reads its lists again some moments after it is told to.
            await SendAsync(replacement, Topics.Offer("kiosk-1"));
            return ours.Messages.TryRead(out var message) && message.Topic == Topics.Offer("kiosk-1");
        }, "the replacement's offer arrives");
    }

    [Fact]
    public async Task A_reload_alone_stops_a_revoked_boards_messages()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var ours = await hub.Get<IMqttConnector>().ConnectAsync(hub.Get<IBroker>().HubConnection, Token);
        await ours.SubscribeAsync([Topics.AllOffers], MqttQos.AtLeastOnce, Token);
        await using var board = await BoardAsync(hub, "kiosk-1");
        await hub.Get<NodeRegistry>().RevokeAsync("kiosk-1", Token);
        await hub.Get<IBroker>().ReloadAsync(Token);
        await Until.TrueAsync(async () =>
        {
            await SendAsync(board, Topics.Offer("kiosk-1"));
            await SendAsync(ours, Topics.Offer("marker"));
            return (await ReceiveAsync(ours)).Topic == Topics.Offer("marker");
        }, "the board's offers stop");
    }

    [Fact]
    public async Task An_oversize_message_costs_its_sender_the_connection_and_nobody_else()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await using var ours = await hub.Get<IMqttConnector>().ConnectAsync(hub.Get<IBroker>().HubConnection, Token);
        await using var board = await BoardAsync(hub, "kiosk-1");
        await Assert.ThrowsAsync<MqttException>(async () => await board.PublishAsync(Topics.Chunk("kiosk-1"), new byte[2 * Limits.MessageBytes], MqttQos.AtLeastOnce, false, Token));
        Assert.False(ours.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_missing_program_is_named_with_its_package()
    {
        var error = await Assert.ThrowsAsync<HubException>(() => HubHarness.StartManagedAsync(("Broker:Executable", "no-such-mosquitto")));
        Assert.Contains("package mosquitto", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_pid_file_no_broker_is_left_running()
    {
        var data = Directory.CreateTempSubdirectory("edge-hub-").FullName;
        var listen = new Dictionary<string, string?> { ["Listen:Http"] = "127.0.0.1:0", ["Listen:Https"] = "127.0.0.1:0", ["Listen:Mqtt"] = $"127.0.0.1:{HubHarness.FreePort()}" };
        // A folder in its place: it cannot be written, as on a full disk.
        var pid = Directory.CreateDirectory(Path.Combine(data, "broker", "mosquitto.pid")).FullName;
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var host = HubHost.Create(new HubArguments(data, null, listen)))
        {
            var error = await Assert.ThrowsAsync<HubException>(() => host.StartAsync(TextWriter.Null, Token));
            Assert.Contains(pid, error.Message, StringComparison.Ordinal);
        }
        var left = Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)).Where(p => CommandLine(p).Contains(data, StringComparison.Ordinal));
        Assert.DoesNotContain(left, p => CommandLine(p).Contains("mosquitto", StringComparison.Ordinal));
        Directory.Delete(data, recursive: true);
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    [Fact]
    public async Task A_busy_port_is_named()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var arguments = new HubArguments(Directory.CreateTempSubdirectory("edge-hub-").FullName, null, new Dictionary<string, string?>
        {
            ["Listen:Http"] = "127.0.0.1:0",
            ["Listen:Https"] = "127.0.0.1:0",
            ["Listen:Mqtt"] = busy.LocalEndpoint.ToString(),
        });
        await using (var host = HubHost.Create(arguments))
        {
            var error = await Assert.ThrowsAsync<HubException>(() => host.StartAsync(TextWriter.Null, Token));
            Assert.Contains("--mqtt", error.Message, StringComparison.Ordinal);
        }
        Directory.Delete(arguments.Data, recursive: true);
    }

    private static async Task<IMqttConnection> BoardAsync(HubHarness hub, string node)
    {
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync(node, key);
        return await hub.ConnectAsync(certificate);
    }

    // A refusal is told under MQTT 5 and not under 3.1.1; what arrives is what counts here.
    private static async Task SendAsync(IMqttConnection connection, string topic)
    {
        try
        {
            await connection.PublishAsync(topic, Encoding.UTF8.GetBytes("x"), MqttQos.AtLeastOnce, retain: false, Token);
        }
        catch (MqttException) when (!connection.Closed.IsCompleted)
        {
        }
    }

    private static async Task<MqttMessage> ReceiveAsync(IMqttConnection connection) => await connection.Messages.ReadAsync(Token).AsTask().WaitAsync(Limit, Token);
}
