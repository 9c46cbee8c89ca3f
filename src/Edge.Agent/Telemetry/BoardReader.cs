using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;
using Edge.Agent.Spool;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hosting.Linux;

namespace Edge.Agent.Telemetry;

/// <summary>Looks at the whole board once. What a board cannot tell stays unknown; nothing is invented.</summary>
internal sealed class BoardReader(BacklogGauge backlog, IRecordIndex index, HealthLedger ledger, IBoardClock clock, UplinkStatus uplink, PowerSupply power, SysFiles files,
    DeviceRegistry devices, DeviceReadings measured, TimeProvider time)
{
    private readonly LinkProbe _link = new(files);
    private readonly BoardSensors _sensors = new(files);

    public Reading Read()
    {
        var (waiting, store, now, said) = (backlog.Read(), index.Health(), clock.Read(), uplink.Now);
        var (modem, battery) = (measured.Link, measured.Power);
        return new Reading
        {
            [BoardMetrics.BacklogRecords] = (long)waiting.Records,
            [BoardMetrics.BacklogBytes] = waiting.Bytes,
            [BoardMetrics.BacklogAge] = (long?)waiting.OldestAge?.TotalSeconds,
            [BoardMetrics.AcceptedToday] = ledger.AcceptedToday(time.GetLocalNow(), index.Tail.Sequence),
            [BoardMetrics.LastReceipt] = said.LastReceiptAt,
            [BoardMetrics.LinkTechnology] = _link.Technology(),
            [BoardMetrics.LinkSignal] = _link.SignalDbm() ?? modem?.Dbm,
            [BoardMetrics.LinkRate] = (long?)(said.BytesPerSecond * 8),
            [BoardMetrics.DiskFree] = store.FreeBytes,
            [BoardMetrics.DiskReserve] = store.ReserveBytes,
            [BoardMetrics.DiskWear] = _sensors.WearPercent(),
            [BoardMetrics.Store] = store.State,
            [BoardMetrics.Temperature] = _sensors.Celsius(),
            [BoardMetrics.Throttling] = _sensors.Throttling(),
            [BoardMetrics.PowerSource] = power.Source() ?? SourceOf(battery),
            [BoardMetrics.PowerCharge] = power.ChargePercent() ?? battery?.ChargePercent,
            [BoardMetrics.ClockState] = Word(now.State),
            [BoardMetrics.ClockOffset] = said.ClockOffsetMs,
            [BoardMetrics.Devices] = devices.Summary,
            [BoardMetrics.Version] = ProductVersion.Text,
            [BoardMetrics.BootCount] = ledger.BootCount(now.BootId),
            [BoardMetrics.BootCause] = _sensors.BootCause(),
            [BoardMetrics.Uptime] = _sensors.UptimeSeconds(),
        };
    }

    // What flows out of the battery says what feeds the board: something from outside, or the battery itself.
    private static string? SourceOf(PowerReading? battery) => battery is null ? null : battery.Amperes > 0 ? "battery" : "mains";

    private static string? Word(ClockState state) => state switch
    {
        ClockState.Synchronised => "synchronised",
        ClockState.Unsynchronised => "unsynchronised",
        _ => null,
    };
}
