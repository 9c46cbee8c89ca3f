using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Support;

/// <summary>A board's health whose reading the test gives.</summary>
internal static class TestHealth
{
    public static SparkplugPublisher Voice(Func<Reading>? reading = null, TimeProvider? time = null) =>
        new(TestKeys.Shared.Identity(), reading ?? (() => Reading.None), TestPower.Full(), Options.Create(new TelemetryOptions()), time ?? TimeProvider.System, NullLogger<SparkplugPublisher>.Instance);
}
