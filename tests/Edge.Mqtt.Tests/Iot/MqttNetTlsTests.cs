using Edge.Iot.Mqtt;

namespace Edge.Mqtt.Tests.Iot;

public sealed class MqttNetTlsTests(BrokerFixture fixture) : TlsContract(fixture), IClassFixture<BrokerFixture>
{
    protected override IMqttConnector NewConnector() => new MqttNetConnector(TimeProvider.System);
}
