using Edge.Mqtt.Mosquitto;

namespace Edge.Mqtt.Tests;

public sealed class MosquittoTlsTests(BrokerFixture fixture) : TlsContract(fixture), IClassFixture<BrokerFixture>
{
    protected override IMqttConnector NewConnector() => new MosquittoConnector(TimeProvider.System);
}
