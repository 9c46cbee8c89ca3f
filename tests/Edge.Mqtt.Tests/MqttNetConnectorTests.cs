using Edge.Mqtt.MqttNet;

namespace Edge.Mqtt.Tests;

public sealed class MqttNetConnectorTests(BrokerFixture fixture) : MqttContract(fixture), IClassFixture<BrokerFixture>
{
    protected override IMqttConnector NewConnector() => new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System));
}
