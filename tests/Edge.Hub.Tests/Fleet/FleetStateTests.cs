using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Archive;
using Edge.Hub.Fleet;
using Edge.Hub.Tests.Support;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Hub.Tests.Fleet;

public sealed class FleetStateTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Usual = Said.Birth(3, ("Backlog/Records", 1, SparkplugType.Int64, 12L), ("Power/Source", 15, SparkplugType.String, "mains"), ("Link/SignalDbm", 7, SparkplugType.Int32, null));

    private readonly FleetState _book = new();
    private DateTimeOffset _now = Start;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private HealthView View => _book.TryRead("kiosk-1", out var view) ? view : throw new InvalidOperationException("nothing was told");

    [Fact]
    public void A_birth_tells_everything_and_data_what_changed_each_with_its_own_time()
    {
        Assert.False(Take(SparkplugVerb.Birth, Usual));
        Assert.Equal((Presence.Online, Start), (View.Presence, View.Since));
        Assert.Equal(["Backlog/Records", "Link/SignalDbm", "Power/Source"], View.Values.Keys);
        Assert.Null(View.Values["Link/SignalDbm"].Value);
        _now += TimeSpan.FromMinutes(1);
        Assert.False(Take(SparkplugVerb.Data, Said.Data(1, (1, SparkplugType.Int64, 13L), (7, SparkplugType.Int32, -77))));
        Assert.Equal((13L, _now), (View.Values["Backlog/Records"].Value, View.Values["Backlog/Records"].At));
        Assert.Equal((-77, _now), (View.Values["Link/SignalDbm"].Value, View.Values["Link/SignalDbm"].At));
        Assert.Equal(("mains", Start), (View.Values["Power/Source"].Value, View.Values["Power/Source"].At));
    }

    [Fact]
    public void The_sequence_wraps_after_255_without_a_question_and_a_gap_asks_for_a_birth()
    {
        Take(SparkplugVerb.Birth, Usual);
        for (var i = 1UL; i <= 600; i++) Assert.False(Take(SparkplugVerb.Data, Said.Data(i % 256, (1, SparkplugType.Int64, (long)i))));
        Assert.True(Take(SparkplugVerb.Data, Said.Data(603 % 256, (1, SparkplugType.Int64, 7L))));
        Assert.Equal(7L, View.Values["Backlog/Records"].Value);
        Assert.False(Take(SparkplugVerb.Data, Said.Data(604 % 256, (1, SparkplugType.Int64, 8L))));
    }

    [Fact]
    public void What_only_a_birth_can_explain_asks_for_one_and_not_with_every_message()
    {
        Assert.True(Take(SparkplugVerb.Data, Said.Data(5, (1, SparkplugType.Int64, 1L))));
        Assert.False(Take(SparkplugVerb.Data, Said.Data(6, (1, SparkplugType.Int64, 1L))));
        _now += TimeSpan.FromSeconds(10);
        Assert.True(Take(SparkplugVerb.Data, Said.Data(7, (1, SparkplugType.Int64, 1L))));
        _now += TimeSpan.FromSeconds(10);
        Take(SparkplugVerb.Birth, Usual);
        Assert.True(Take(SparkplugVerb.Data, Said.Data(1, (99, SparkplugType.Int64, 1L))));
        Assert.Equal(3, View.Values.Count);
    }

    [Fact]
    public void A_death_is_believed_for_its_own_birth_only()
    {
        Take(SparkplugVerb.Birth, Usual);
        _now += TimeSpan.FromMinutes(5);
        // The will of the connection before, which the broker says late.
        Take(SparkplugVerb.Death, Said.Death(2));
        Assert.Equal(Presence.Online, View.Presence);
        Take(SparkplugVerb.Death, Said.Death(3));
        Assert.Equal((Presence.Offline, _now), (View.Presence, View.Since));
        Assert.Equal(12L, View.Values["Backlog/Records"].Value);
        // Said twice: at the goodbye and by the broker.
        var died = _now;
        _now += TimeSpan.FromMinutes(1);
        Take(SparkplugVerb.Death, Said.Death(3));
        Assert.Equal(died, View.Since);
        Assert.True(Take(SparkplugVerb.Data, Said.Data(1, (1, SparkplugType.Int64, 1L))));
    }

    [Fact]
    public void A_hub_that_listens_anew_calls_nobody_online_and_asks_those_that_go_on_talking()
    {
        Take(SparkplugVerb.Birth, Usual);
        _book.ListenAnew();
        Assert.Equal((Presence.Unheard, 12L), (View.Presence, View.Values["Backlog/Records"].Value));
        Assert.True(Take(SparkplugVerb.Data, Said.Data(1, (1, SparkplugType.Int64, 13L))));
        Assert.Equal((12L, Start), (View.Values["Backlog/Records"].Value, View.Values["Backlog/Records"].At));
        Take(SparkplugVerb.Birth, Usual);
        Assert.Equal(Presence.Online, View.Presence);
    }

    public static TheoryData<string, byte[]> Nonsense { get; } = new()
    {
        { "no protobuf", [0xFF, 0xFF] },
        { "too large", new byte[Limits.HealthBytes + 1] },
        { "no bdSeq", new SparkplugPayload { Seq = 0 }.ToByteArray() },
        { "bdSeq 256", Said.Birth(256) },
        { "seq 256", new SparkplugPayload { Seq = 256 }.ToByteArray() },
        { "too many", Said.Birth(1, [.. Enumerable.Range(0, Limits.HealthMetrics).Select(i => ($"m{i}", (ulong)i, SparkplugType.Int64, (object?)1L))]) },
        { "long name", Said.Birth(1, (new string('n', Limits.HealthName + 1), 1, SparkplugType.Int64, 1L)) },
        { "cursor in a name", Said.Birth(1, ("a\u001b[2J", 1, SparkplugType.Int64, 1L)) },
        { "cursor in a text", Said.Birth(1, ("a", 1, SparkplugType.String, "\u001b[2J")) },
        { "long text", Said.Birth(1, ("a", 1, SparkplugType.String, new string('t', Limits.HealthText + 1))) },
        { "not a number", Said.Birth(1, ("a", 1, SparkplugType.Float, float.NaN)) },
        { "unknown type", Said.Birth(1, ("b", 1, SparkplugType.Int64, 1L), ("a", 1, (SparkplugType)19, null)) },
        { "another type's value", new SparkplugPayload { Seq = 0, Metrics = { new SparkplugMetric { Name = "bdSeq", LongValue = 9 }, new SparkplugMetric { Name = "a", Datatype = 12, LongValue = 1 } } }.ToByteArray() },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Nonsense_changes_nothing_and_is_counted(string what, byte[] payload)
    {
        Take(SparkplugVerb.Birth, Usual);
        foreach (var verb in new[] { SparkplugVerb.Birth, SparkplugVerb.Birth }) Assert.False(Take(verb, payload), what);
        Assert.Equal((Presence.Online, 3), (View.Presence, View.Values.Count));
        Assert.Equal(2, _book.TakeUnwritten(_now, TimeSpan.Zero).Refused["kiosk-1"].Count);
    }

    [Fact]
    public async Task A_restarted_hub_knows_the_last_values_with_their_age_and_refusals_are_on_record()
    {
        await using var bench = await NodeBench.OpenAsync();
        Take(SparkplugVerb.Birth, Usual);
        Take(SparkplugVerb.Birth, [0xFF]);
        using (var store = new FleetStore(_book, bench.Archive, bench.Time, NullLogger<FleetStore>.Instance))
        {
            await store.WriteAsync(TimeSpan.Zero, Token);
            _now += TimeSpan.FromMinutes(1);
            Take(SparkplugVerb.Data, Said.Data(1, (1, SparkplugType.Int64, 13L)));
            Take(SparkplugVerb.Death, Said.Death(3));
            await store.WriteAsync(TimeSpan.Zero, Token);
            // Nothing is left to write.
            Assert.Empty(_book.TakeUnwritten(_now, TimeSpan.Zero).Rows);
        }
        var again = new FleetState();
        using var next = new FleetStore(again, bench.Archive, bench.Time, NullLogger<FleetStore>.Instance);
        await next.StartAsync(Token);
        Assert.True(again.TryRead("kiosk-1", out var view));
        Assert.Equal((Presence.Offline, (DateTimeOffset?)_now), (view.Presence, view.Since));
        Assert.Equal(View.Values, view.Values);
        await next.StopAsync(Token);
        await using var db = await bench.Databases.CreateDbContextAsync(Token);
        Assert.Equal(("kiosk-1", 1L), await db.Set<Incident>().Where(i => i.Kind == FleetStore.Incident).Select(i => ValueTuple.Create(i.Node, i.Count)).SingleAsync(Token));
    }

    private bool Take(SparkplugVerb verb, byte[] payload) => _book.Take(verb, "kiosk-1", payload, _now);
}
