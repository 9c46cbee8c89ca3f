using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Addresses;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Edge.Mqtt;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Uplink.Addresses;

/// <summary>What a board makes of whoever answers at an address.</summary>
public sealed class AddressWatchTests : IDisposable
{
    private static readonly HubAddress Told = TestSettings.Address("new.example:8883");
    private static readonly HubAddress Old = TestSettings.Address("hub.example:8883");

    private readonly SpoolBench _bench = new();
    private readonly UplinkOptions _options = new() { AddressTrySpread = TimeSpan.Zero };
    private readonly RecordSpool _spool;
    private readonly AgentIdentity _identity;
    private readonly SettingsStore _settings;
    private readonly AddressBook _book;
    private readonly AddressTurns _turns;
    private readonly AddressWatch _watch;
    private readonly OfferBuilder _voice;
    private TimeSpan _now = TimeSpan.FromDays(2);

    public AddressWatchTests()
    {
        DurableFile.EnsureFolder(new LinuxDisk(), _bench.Data.Identity);
        _spool = _bench.Open();
        _identity = TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_bench.Data) };
        _settings = TestSettings.Store(_identity, _bench.Data);
        _book = TestSettings.Book(_identity, _bench.Data, new ManualTime(), _settings);
        _turns = new AddressTurns(_book, Options.Create(_options));
        _watch = new AddressWatch(_turns, _identity, _spool, Options.Create(_options), new Logger<AddressWatch>(new LoggerFactory([_bench.Log])));
        _voice = new OfferBuilder(_identity, new Custodian(_identity, _spool, _spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System), _spool, [ObjectHandler.OfSettings(_settings)], _turns);
    }

    [Fact]
    public async Task A_board_at_its_only_address_asks_for_no_proof_and_waits_there_for_ever()
    {
        Connect();
        Assert.False(Offer().Prove);
        await SayAsync(TimeSpan.FromDays(30));
        Hear();
        await SayAsync(TimeSpan.FromDays(30));
        Assert.Null(_watch.Due);
    }

    [Fact]
    public async Task An_idle_board_goes_to_see_whether_the_hub_is_where_it_told_and_adopts_it_for_the_hubs_own_key_alone()
    {
        await LeaveForToldAsync();
        var offer = Offer();
        Assert.Equal((true, Told.ToString()), (offer.Prove, offer.Address));
        // The hub, speaking without the proof; a thief; the hub's word for another board, incarnation or connection.
        using var thief = SigningKey.Create();
        var incarnation = new Guid(offer.Incarnation.Span, bigEndian: true);
        foreach (var presence in (SignedPresence?[])
        [
            null, HubPresences.Sign("kiosk-1", incarnation, 1, thief), HubPresences.Sign("kiosk-2", incarnation, 1, TestKeys.Shared.Receipt),
            HubPresences.Sign("kiosk-1", Guid.Empty, 1, TestKeys.Shared.Receipt), HubPresences.Sign("kiosk-1", incarnation, 2, TestKeys.Shared.Receipt), new SignedPresence(),
        ])
        {
            Hear(presence);
            Assert.True(_turns.NeedsProof);
            Assert.False(_book.Mqtt[0].Proven);
        }
        Hear(HubPresences.Sign("kiosk-1", incarnation, 1, TestKeys.Shared.Receipt));
        Assert.False(Offer().Prove);
        Assert.Equal((Told, true), (_book.Mqtt[0].Address, _book.Mqtt[0].Proven));
        // From the next start on, too.
        Assert.True(TestSettings.Book(_identity, _bench.Data, new ManualTime(), _settings).Mqtt[0].Proven);
        _turns.Ended();
        _turns.Next(_now);
        Assert.Equal(Told, _turns.Current);
    }

    [Fact]
    public async Task Whoever_does_not_show_the_key_in_time_is_left_for_the_address_that_is_known()
    {
        await LeaveForToldAsync();
        Hear();
        await SayAsync(TimeSpan.FromSeconds(9.9));
        Assert.Contains("has not shown the hub's key within 10 s", (await Assert.ThrowsAsync<MqttException>(() => SayAsync(TimeSpan.FromSeconds(0.2)))).Message, StringComparison.Ordinal);
        _turns.Ended();
        Connect();
        Assert.Equal(Old, _turns.Current);
        Hear();
        // Not again within the hour.
        await SayAsync(TimeSpan.FromMinutes(1));
        Hear();
        Assert.Equal(Old, _turns.Current);
        await SayAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(89), _watch.Due - _now);
    }

    [Fact]
    public async Task Records_that_wait_keep_the_board_where_they_get_through_for_an_hour()
    {
        var record = TestRecords.Make(1);
        _spool.Commit(record.Manifest, record.Sealed);
        Tell(1);
        Connect();
        for (var minute = 0; minute < 60; minute++)
        {
            Hear();
            await SayAsync(minute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        }
        Hear();
        await Assert.ThrowsAsync<MqttException>(() => SayAsync(TimeSpan.FromMinutes(2)));
    }

    // The hub has moved, and the broker it left still takes connections.
    [Fact]
    public async Task A_broker_without_its_hub_is_left_where_there_is_another_address()
    {
        Tell(1);
        Connect();
        await SayAsync(TimeSpan.Zero);
        Assert.Contains("the hub behind it has not for 60 s", (await Assert.ThrowsAsync<MqttException>(() => SayAsync(TimeSpan.FromSeconds(60)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_said_to_the_hub_with_its_reason()
    {
        Tell(3);
        Assert.Equal([new ObjectVersion { Name = Names.SettingsObject, Version = 3 }], Offer().Objects);
        Assert.False(_voice.PulledSinceTold);
        Assert.Throws<MalformedException>(() => _settings.Take(4, TestSettings.Bytes(4, s => s.Group = "south")));
        Assert.True(_voice.PulledSinceTold);
        Assert.Equal([new ObjectVersion { Name = Names.SettingsObject, Version = 3, Refused = 4, Refusal = "the settings are for the group 'south'; this board is of 'north'" }], Offer().Objects);
        Tell(5);
        Assert.Equal([new ObjectVersion { Name = Names.SettingsObject, Version = 5 }], Offer().Objects);
    }

    public void Dispose()
    {
        _spool.Dispose();
        _bench.Dispose();
    }

    private async Task LeaveForToldAsync()
    {
        Connect();
        Hear();
        Tell(1);
        Assert.Contains("is left for new.example:8883", (await Assert.ThrowsAsync<MqttException>(() => SayAsync(TimeSpan.FromSeconds(1)))).Message, StringComparison.Ordinal);
        _turns.Ended();
        Connect();
        Assert.Equal(Told, _turns.Current);
    }

    private void Tell(ulong version) => _settings.Take(version, TestSettings.Bytes(version, s => s.MqttAddresses.Add(Told.ToString())));

    private void Connect()
    {
        _turns.Next(_now);
        _watch.Opened();
    }

    private Offer Offer() => _voice.Offer(new TransferScheduler(new CongestionWindow(256 * 1024, 16 * 1024)), 1);

    private void Hear(SignedPresence? presence = null) => _watch.Heard(new Have { Incarnation = _voice.Incarnation, Connection = 1, Presence = presence });

    // As the uplink's loop does: it comes by now, and when something is due.
    private async Task SayAsync(TimeSpan later)
    {
        await using var link = new FakeLink();
        await _watch.SayIfDueAsync(link, _now, TestContext.Current.CancellationToken);
        _now += later;
        await _watch.SayIfDueAsync(link, _now, TestContext.Current.CancellationToken);
    }
}
