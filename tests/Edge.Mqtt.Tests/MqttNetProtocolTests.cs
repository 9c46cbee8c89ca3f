using Edge.Mqtt.MqttNet;

namespace Edge.Mqtt.Tests;

public sealed class MqttNetProtocolTests : ProtocolContract
{
    protected override IMqttConnector NewConnector() => new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System));
}
