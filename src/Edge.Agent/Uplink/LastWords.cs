using Edge.Agent.Power;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;

namespace Edge.Agent.Uplink;

/// <summary>What the uplink has to do before the board switches itself off: where there is a link, the hub is told, and what waits is sent.</summary>
internal static class LastWords
{
    public static PowerShare Of(UplinkStatus status, IRecordSpool spool, SparkplugPublisher health) => new(
        stage => stage == ShutdownStage.Sending && status.Now.Connected && (health.PowerTold != "off" || spool.Queued.Count > 0),
        () => false);
}
