using Edge.Hub.Boards;
using Edge.Mqtt;

namespace Edge.Hub.Tests.Support;

internal sealed class FakeBroker : IBroker
{
    public int Reloads { get; private set; }

    public MqttOptions HubConnection { get; } = new()
    {
        Host = "127.0.0.1",
        Port = 1,
        ServerName = "edge-hub",
        ClientId = "hub",
        CaFile = "ca",
        CertificateFile = "certificate",
        KeyFile = "key",
    };

    public string State => "running";

    public long? RunsSince { get; set; } = 0;

    public bool IsOurs { get; init; } = true;

    public Task WaitReadyAsync(CancellationToken cancellationToken) => RunsSince is null ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : Task.CompletedTask;

    public Task ReloadAsync(CancellationToken cancellationToken)
    {
        Reloads++;
        return Task.CompletedTask;
    }
}
