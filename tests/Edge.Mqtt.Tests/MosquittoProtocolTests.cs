using Edge.Mqtt.Mosquitto;

namespace Edge.Mqtt.Tests;

public sealed class MosquittoProtocolTests : ProtocolContract
{
    protected override IMqttConnector NewConnector() => new MosquittoConnector(TimeProvider.System);
}
