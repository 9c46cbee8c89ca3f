using Edge.Iot.Mqtt;

namespace Edge.Mqtt.Tests.Iot;

public sealed class MqttNetProtocolTests : ProtocolContract
{
    protected override IMqttConnector NewConnector() => new MqttNetConnector(TimeProvider.System);
}
