using System.Globalization;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>What is remembered of the places with signal.</summary>
public sealed class FindStoreTests : IDisposable
{
    private static readonly SignalFind Find = new("Đồi cây đa", new DateTimeOffset(2026, 7, 3, 7, 40, 0, TimeSpan.FromHours(7)), 3, -92, "lte");

    private readonly TestFolder _folder = new();
    private readonly LogList _log = new();
    private StateDatabase? _database;

    [Fact]
    public void A_find_survives_a_restart_with_all_that_is_known_of_it()
    {
        SignalFind bare = new("Trạm xá", null, 0, null, null);
        var store = Open();
        store.Add(Find);
        store.Add(bare);
        Assert.Equal([bare, Find], store.Newest);
        Assert.Equal([bare, Find], Open().Newest);
        Assert.Empty(_log.All);
    }

    [Fact]
    public void A_find_is_on_the_disk_before_it_is_answered()
    {
        Open().Add(Find);
        // As a power cut would leave it: nothing is closed.
        using var cut = new TestFolder();
        foreach (var tail in (string[])["", "-wal"]) File.Copy(_folder.Data.StateDatabase + tail, cut.Data.StateDatabase + tail);
        using var after = StateDatabase.Open(cut.Data.StateDatabase, TimeProvider.System, _log.CreateLogger("state"));
        Assert.Equal([Find], new FindStore(after, new Logger<FindStore>(new LoggerFactory([_log]))).Newest);
    }

    [Fact]
    public void The_newest_two_hundred_are_kept_and_the_oldest_goes_first()
    {
        var store = Open();
        for (var i = 1; i <= 203; i++) store.Add(Find with { Place = string.Create(CultureInfo.InvariantCulture, $"Chỗ {i}") });
        foreach (var kept in (FindStore[])[store, Open()])
        {
            Assert.Equal(200, kept.Newest.Count);
            Assert.Equal(("Chỗ 203", "Chỗ 4"), (kept.Newest[0].Place, kept.Newest[^1].Place));
        }
        Assert.Equal(200L, _database!.With(c => c.Prepare("SELECT COUNT(*) FROM link_finds").ExecuteScalar()));
    }

    [Theory]
    [InlineData("at = 'soon'")]
    [InlineData("bars = 9")]
    [InlineData("bars = -1")]
    [InlineData("bars = 99999999999")]
    [InlineData("dbm = 99999999999")]
    [InlineData("place = ''")]
    [InlineData("place = 'a' || char(8238) || 'b'")]
    [InlineData("place = 'a' || char(10) || 'b'")]
    public void A_damaged_row_costs_itself_alone(string damage)
    {
        var store = Open();
        store.Add(Find with { Place = "Bến đò" });
        store.Add(Find);
        _database!.With(c => c.Run($"UPDATE link_finds SET {damage} WHERE number = 2"));
        Assert.Equal("Bến đò", Assert.Single(Open().Newest).Place);
        Assert.Contains("1 of the places", Assert.Single(_log.At(LogLevel.Warning)), StringComparison.Ordinal);
        Open().Add(Find);
        Assert.Equal(["Đồi cây đa", "Bến đò"], Open().Newest.Select(f => f.Place));
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }

    private FindStore Open()
    {
        _database?.Dispose();
        _database = StateDatabase.Open(_folder.Data.StateDatabase, TimeProvider.System, _log.CreateLogger("state"));
        return new FindStore(_database, new Logger<FindStore>(new LoggerFactory([_log])));
    }
}
