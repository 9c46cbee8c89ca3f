using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Contracts.Wire;
using Edge.Hosting;

namespace Edge.Agent.Telemetry;

/// <summary>Looks at the whole board once. What a board cannot tell stays unknown; nothing is invented.</summary>
internal sealed class BoardReader(BacklogGauge backlog, IRecordIndex index, HealthLedger ledger, IBoardClock clock, UplinkStatus uplink, BoardSensors sensors,
    IEnumerable<HealthSource> sources, TimeProvider time)
{
    public Reading Read()
    {
        var (waiting, store, now, said) = (backlog.Read(), index.Health(), clock.Read(), uplink.Now);
        var (source, charge) = sensors.Power();
        var reading = new Reading
        {
            [BoardMetrics.BacklogRecords] = (long)waiting.Records,
            [BoardMetrics.BacklogBytes] = waiting.Bytes,
            [BoardMetrics.BacklogAge] = (long?)waiting.OldestAge?.TotalSeconds,
            [BoardMetrics.AcceptedToday] = ledger.AcceptedToday(time.GetLocalNow(), index.Tail.Sequence),
            [BoardMetrics.LastReceipt] = said.LastReceiptAt,
            [BoardMetrics.LinkTechnology] = sensors.LinkTechnology(),
            [BoardMetrics.LinkSignal] = sensors.SignalDbm(),
            [BoardMetrics.LinkRate] = (long?)(said.BytesPerSecond * 8),
            [BoardMetrics.DiskFree] = store.FreeBytes,
            [BoardMetrics.DiskReserve] = store.ReserveBytes,
            [BoardMetrics.DiskWear] = sensors.WearPercent(),
            [BoardMetrics.Store] = store.State,
            [BoardMetrics.Temperature] = sensors.Celsius(),
            [BoardMetrics.Throttling] = sensors.Throttling(),
            [BoardMetrics.PowerSource] = source,
            [BoardMetrics.PowerCharge] = charge,
            [BoardMetrics.ClockState] = Word(now.State),
            [BoardMetrics.ClockOffset] = said.ClockOffsetMs,
            [BoardMetrics.Version] = ProductVersion.Text,
            [BoardMetrics.BootCount] = ledger.BootCount(now.BootId),
            [BoardMetrics.BootCause] = sensors.BootCause(),
            [BoardMetrics.Uptime] = sensors.UptimeSeconds(),
        };
        foreach (var (metric, value) in sources.SelectMany(s => s.Read())) reading.Set(metric, value);
        return reading;
    }

    private static string? Word(ClockState state) => state switch
    {
        ClockState.Synchronised => "synchronised",
        ClockState.Unsynchronised => "unsynchronised",
        _ => null,
    };
}
