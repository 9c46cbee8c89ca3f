using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Telemetry;

public sealed class HealthLedgerTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2031, 5, 6, 7, 0, 0, TimeSpan.FromHours(7));

    private readonly TestFolder _folder = new();
    private StateDatabase? _state;

    [Fact]
    public void A_boot_counts_once_however_often_the_agent_starts_in_it()
    {
        var (first, second) = (new Guid("01234567-89ab-cdef-0123-456789abcdef"), new Guid("11234567-89ab-cdef-0123-456789abcdef"));
        Assert.Equal(1, Open().BootCount(first));
        Assert.Equal(1, Open().BootCount(first));
        Assert.Equal(2, Open().BootCount(second));
        Assert.Equal(2, Open().BootCount(second));
        Assert.Equal(3, Open().BootCount(first));
        Assert.Null(Open().BootCount(Guid.Empty));
    }

    [Fact]
    public void A_day_counts_from_its_first_look_over_restarts_and_begins_anew_at_midnight()
    {
        Assert.Equal(0, Open().AcceptedToday(Morning, 100));
        Assert.Equal(12, Open().AcceptedToday(Morning.AddHours(8), 112));
        Assert.Equal(12, Open().AcceptedToday(Morning.AddHours(16.9), 112));
        Assert.Equal(0, Open().AcceptedToday(Morning.AddHours(17.1), 112));
        Assert.Equal(3, Open().AcceptedToday(Morning.AddHours(20), 115));
    }

    [Fact]
    public void A_clock_that_lost_its_battery_has_no_day() => Assert.Null(Open().AcceptedToday(DateTimeOffset.UnixEpoch, 5));

    [Fact]
    public void A_wiped_spool_is_no_negative_day()
    {
        Assert.Equal(0, Open().AcceptedToday(Morning, 100));
        Assert.Equal(0, Open().AcceptedToday(Morning, 3));
        Assert.Equal(2, Open().AcceptedToday(Morning, 5));
    }

    public void Dispose()
    {
        _state?.Dispose();
        _folder.Dispose();
    }

    // Again on the same file, as after a restart.
    private HealthLedger Open()
    {
        _state?.Dispose();
        Directory.CreateDirectory(_folder.Data.Root);
        return new HealthLedger(_state = StateDatabase.Open(_folder.Data.StateDatabase, TimeProvider.System, new LogList()));
    }
}
