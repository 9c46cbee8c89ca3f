using Edge.Mqtt;

namespace Edge.Hub.Tests.Support;

/// <summary>A network on which nobody answers; it remembers who tried, and whether their files were there.</summary>
internal sealed class FakeConnector : IMqttConnector
{
    public List<MqttOptions> Attempts { get; } = [];

    public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
    {
        Assert.True(File.Exists(options.CertificateFile) && File.Exists(options.KeyFile));
        Attempts.Add(options);
        throw new MqttException("nobody answers");
    }
}
