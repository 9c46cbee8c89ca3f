using System.Threading.Channels;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Agent.Tests.Uplink;

/// <summary>A connection whose other end the test plays: what the board says comes out, what the hub says goes in.</summary>
internal sealed class FakeLink : IMqttConnection
{
    private readonly Channel<MqttMessage> _inbox = Channel.CreateUnbounded<MqttMessage>();
    private readonly Channel<MqttMessage> _said = Channel.CreateUnbounded<MqttMessage>();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChannelReader<MqttMessage> Messages => _inbox.Reader;

    public Task<string> Closed => _closed.Task;

    public long UnsentBytes { get; set; }

    public long ReceiveDropped => 0;

    public MqttPath? Path { get; set; }

    /// <summary>The next offer, passing over all else.</summary>
    public async Task<Offer> OfferAsync() => Offer.Parser.ParseFrom((await NextAsync("/offer")).Span);

    /// <summary>The next ask, passing over all else.</summary>
    public async Task<Ask> AskAsync() => Ask.Parser.ParseFrom((await NextAsync("/ask")).Span);

    public void Answer(Answer answer) => Say("answer", answer.ToByteArray());

    public void Say(string leaf, byte[] payload) => _inbox.Writer.TryWrite(new MqttMessage($"edge/v1/kiosk-1/{leaf}", payload));

    private async Task<ReadOnlyMemory<byte>> NextAsync(string leaf)
    {
        while (true)
        {
            var message = await _said.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (message.Topic.EndsWith(leaf, StringComparison.Ordinal)) return message.Payload;
        }
    }

    /// <summary>Answers an offer: window and addresses are filled in.</summary>
    public void Answer(Offer offer, Have have)
    {
        (have.Incarnation, have.Connection, have.AnswersOffer) = (offer.Incarnation, offer.Connection, offer.Number);
        have.Window = new Window { Bytes = 1 << 20, Chunks = 64 };
        _inbox.Writer.TryWrite(new MqttMessage("edge/v1/kiosk-1/have", have.ToByteArray()));
    }

    public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken)
    {
        _said.Writer.TryWrite(new MqttMessage(topic, payload.ToArray()));
        return ValueTask.CompletedTask;
    }

    public Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Close()
    {
        _closed.TrySetResult("closed by the test");
        _inbox.Writer.TryComplete();
    }

    public Task AbandonAsync()
    {
        Close();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }
}
