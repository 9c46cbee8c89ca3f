using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Storage;

public sealed class BallastTests : IDisposable
{
    private const int Full = 13;
    private const int Corrupt = 11;

    private readonly TestFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly LogList _log = new();
    private readonly Ballast _ballast;
    private int _tries;

    public BallastTests()
    {
        _ballast = new Ballast(_folder.Data, 100_000, 0, _disk, _disk, _log);
        _ballast.Restore();
        Assert.True(File.Exists(_folder.Data.Ballast));
    }

    [Fact]
    public void A_database_that_finds_no_room_to_be_opened_has_the_ballasts()
    {
        Assert.Equal(2, _ballast.Open(() => ++_tries < 2 ? throw new SqliteException("full", Full) : _tries));
        Assert.False(File.Exists(_folder.Data.Ballast));
        Assert.Single(_log.At(LogLevel.Warning));
    }

    [Fact]
    public void A_database_that_finds_no_room_even_then_is_not_tried_again()
    {
        Assert.Throws<SqliteException>(() => _ballast.Open(Fail(Full)));
        Assert.Equal(2, _tries);
        Assert.Throws<SqliteException>(() => _ballast.Open(Fail(Full)));
        Assert.Equal(3, _tries);
    }

    [Fact]
    public void Another_fault_leaves_the_ballast_where_it_is()
    {
        Assert.Throws<SqliteException>(() => _ballast.Open(Fail(Corrupt)));
        Assert.Equal(1, _tries);
        Assert.True(File.Exists(_folder.Data.Ballast));
    }

    public void Dispose() => _folder.Dispose();

    private Func<int> Fail(int code) => () =>
    {
        _tries++;
        throw new SqliteException("no", code);
    };
}
