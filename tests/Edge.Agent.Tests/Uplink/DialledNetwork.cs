using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Addresses;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Uplink;

/// <summary>A network in which the test decides what becomes of each attempt.</summary>
internal sealed class DialledNetwork : IMqttConnector, ILinkWatch
{
    private TaskCompletionSource _changed = new();

    public List<Attempt> Attempts { get; } = [];

    public Task Changed => _changed.Task;

    public IReadOnlyList<string> Interfaces => [];

    public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(options.BeforeHello!(cancellationToken), cancellationToken);
        Attempts.Add(attempt);
        return attempt.Result.WaitAsync(cancellationToken);
    }

    public UplinkDialer Dialer(AgentIdentity identity, DataFolder data, TimeProvider time)
    {
        var options = Options.Create(new UplinkOptions());
        var turns = new AddressTurns(TestSettings.Book(identity, data, time, TestSettings.Store(identity, data)), options);
        return new UplinkDialer(this, identity, turns, this, new PowerSupply(data.Root), TestPower.Full(), options, time);
    }

    public void LinkComes()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource();
        changed.SetResult();
    }

    public async Task Begun(int count)
    {
        while (Attempts.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>One of its attempts.</summary>
internal sealed class Attempt(Task hello, CancellationToken givenUp)
{
    private readonly TaskCompletionSource<IMqttConnection> _result = new();

    public Task Hello { get; } = hello;

    public CancellationToken GivenUp { get; } = givenUp;

    public Task<IMqttConnection> Result => _result.Task;

    public void Connect(IMqttConnection connection) => _result.SetResult(connection);

    public void Fail(MqttException why) => _result.SetException(why);
}
