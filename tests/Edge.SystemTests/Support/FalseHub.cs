using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Edge.Testing.Processes;
using Google.Protobuf;

namespace Edge.SystemTests.Support;

/// <summary>A thief with the hub's place on the broker and one of its receipt keys: says of everything offered that it is stored, and has trust files on offer.</summary>
internal sealed class FalseHub(HubSetup hub, SigningKey receiptKey, IReadOnlyList<ObjectOnOffer> objects, IReadOnlyDictionary<ByteString, byte[]> bytes) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Receipts given, and pieces of objects sent.</summary>
    public int Receipts { get; private set; }

    public int Answers { get; private set; }

    public async Task StartAsync()
    {
        string Of(string name) => Path.Combine(hub.Data, "broker", name);
        var connection = await new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)).ConnectAsync(new MqttOptions
        {
            Host = $"{hub.Mqtt.Address}", Port = hub.Mqtt.Port, ServerName = Names.HubServer, ClientId = Names.HubClient,
            CaFile = Of("ca.crt"), CertificateFile = Of("hub.crt"), KeyFile = Of("hub.key"),
        }, TestContext.Current.CancellationToken);
        await connection.SubscribeAsync([Topics.AllOffers, Topics.AllAsks], MqttQos.AtLeastOnce, TestContext.Current.CancellationToken);
        _running = RunAsync(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(IMqttConnection connection)
    {
        await using var closing = connection;
        try
        {
            await foreach (var message in connection.Messages.ReadAllAsync(_stop.Token))
            {
                if (!Topics.TryParse(message.Topic, out var node, out var leaf)) continue;
                var (topic, said) = leaf == "offer" ? (Topics.Have(node), (IMessage)Have(Offer.Parser.ParseFrom(message.Payload.Span))) : (Topics.Answer(node), Answer(Ask.Parser.ParseFrom(message.Payload.Span)));
                await connection.PublishAsync(topic, said.ToByteArray(), MqttQos.AtLeastOnce, retain: false, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The theft is over.
        }
    }

    private Have Have(Offer offer)
    {
        var have = new Have { Incarnation = offer.Incarnation, Connection = offer.Connection, AnswersOffer = offer.Number, HubRunId = ByteString.CopyFrom(new byte[16]), Window = new Window { Bytes = 1 << 20, Chunks = 64 } };
        have.Objects.AddRange(objects);
        foreach (var offered in offer.Records)
        {
            // Asks for the manifest where it was not sent, as a hub would, and receipts it.
            var state = new RecordState { RecordId = offered.RecordId };
            if (offered.Manifest is null) state.Unknown = new Unknown();
            else
            {
                state.Stored = StoredReceipts.Sign(RecordManifest.Read(offered.Manifest), TimeProvider.System.GetUtcNow(), 1, receiptKey);
                Receipts++;
            }
            have.Records.Add(state);
        }
        return have;
    }

    private Answer Answer(Ask ask)
    {
        Answers++;
        var (whole, range) = (bytes[ask.Digest], ask.Missing[0]);
        return new Answer { Digest = ask.Digest, Offset = range.First, Data = ByteString.CopyFrom(whole, (int)range.First, (int)(range.End - range.First)) };
    }
}
