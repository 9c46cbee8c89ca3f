using System.Net.Sockets;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Addresses;
using Edge.Contracts.Settings;
using Edge.Hosting.Linux;
using Edge.Mqtt;
using Edge.Testing.Time;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Uplink;

public sealed class UplinkDialerTests : IDisposable
{
    private static readonly HubAddress Told = TestSettings.Address("new.example:8883");
    private static readonly HubAddress Old = TestSettings.Address("hub.example:8883");

    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // The old address is dead, and the new one answers only after seven seconds.
    [Fact]
    public async Task A_new_address_behind_a_slow_link_is_reached_at_its_second_attempt()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);
        var identity = TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_folder.Data) };
        var (settings, time, options) = (TestSettings.Store(identity, _folder.Data), new ManualTime(), Options.Create(new UplinkOptions()));
        settings.Take(1, TestSettings.Bytes(1, s => s.MqttAddresses.Add(Told.ToString())));
        var turns = new AddressTurns(TestSettings.Book(identity, _folder.Data, time, settings), options);
        var slow = new SlowLink(time);
        var dialer = new UplinkDialer(slow, identity, turns, new Still(), new PowerSupply(_folder.Data.Root), TestPower.Full(), options, time);
        for (var i = 0; i < 8; i++)
        {
            if (await ConnectedAsync(dialer)) break;
            turns.Ended();
        }
        Assert.Equal((Told, true), (dialer.Address, turns.NeedsProof));
        Assert.Equal([Old, Old, Old, Told, Old, Old, Old, Told], slow.Dialled.Select(d => d.Address));
        Assert.Equal([5, 10], slow.Dialled.Where(d => d.Address == Told).Select(d => d.Within.TotalSeconds));
        Assert.All(slow.Dialled.Where(d => d.Address == Old), d => Assert.Equal(10, d.Within.TotalSeconds));
    }

    // The others have been tried as well: nothing was learnt of the link, and the one that the system prefers stays first.
    [Fact]
    public async Task Only_a_stranger_turns_the_links_round()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);
        var identity = TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_folder.Data) };
        var (time, options) = (new ManualTime(), Options.Create(new UplinkOptions()));
        var turns = new AddressTurns(TestSettings.Book(identity, _folder.Data, time, TestSettings.Store(identity, _folder.Data)), options);
        var ends = new Queue<MqttException>([new("no answer") { Unanswered = true }, new("refused", new SocketException()), new("a stranger", new IOException()) { Stranger = true }, new("again")]);
        var link = new Failing(ends);
        var dialer = new UplinkDialer(link, identity, turns, new Still(), new PowerSupply(_folder.Data.Root), TestPower.Full(), options, time);
        while (ends.Count > 0) Assert.False(await ConnectedAsync(dialer));
        Assert.Equal([0, 0, 0, 1], link.First);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<bool> ConnectedAsync(UplinkDialer dialer)
    {
        try
        {
            await using var connection = await dialer.ConnectAsync(new MqttWill("edge/v1/kiosk-1/gone", ReadOnlyMemory<byte>.Empty, MqttQos.AtMostOnce, Retain: false), Token);
            return true;
        }
        catch (MqttException)
        {
            return false;
        }
    }

    private sealed class SlowLink(ManualTime time) : IMqttConnector
    {
        private static readonly TimeSpan Handshake = TimeSpan.FromSeconds(7);

        public List<(HubAddress Address, TimeSpan Within)> Dialled { get; } = [];

        public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
        {
            var address = new HubAddress(options.Host, options.Port);
            Dialled.Add((address, options.ConnectTimeout));
            var answers = address == Told && options.ConnectTimeout >= Handshake;
            time.Pass(answers ? Handshake : options.ConnectTimeout);
            return answers ? Task.FromResult<IMqttConnection>(new FakeLink()) : throw new MqttException("no answer in time");
        }
    }

    private sealed class Failing(Queue<MqttException> ends) : IMqttConnector
    {
        public List<int> First { get; } = [];

        public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
        {
            First.Add(options.FirstWay);
            throw ends.Dequeue();
        }
    }

    private sealed class Still : ILinkWatch
    {
        public Task Changed { get; } = new TaskCompletionSource().Task;

        public IReadOnlyList<string> Interfaces => [];
    }
}
