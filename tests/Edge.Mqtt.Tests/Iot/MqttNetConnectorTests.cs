using Edge.Iot.Mqtt;

namespace Edge.Mqtt.Tests.Iot;

public sealed class MqttNetConnectorTests(BrokerFixture fixture) : MqttContract(fixture), IClassFixture<BrokerFixture>
{
    protected override IMqttConnector NewConnector() => new MqttNetConnector(TimeProvider.System);
}
