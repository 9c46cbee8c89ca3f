using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Agent.Uplink;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;
using Google.Protobuf;

namespace Edge.SystemTests;

/// <summary>A board with a good certificate and bad manners.</summary>
public sealed class HostileBoardTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_boards_topics_are_shut()
    {
        await using var system = await EdgeSystem.StartAsync("victim");
        await using var mallory = await MalloryAsync(system);
        foreach (var topic in new[] { Topics.Offer("victim"), Topics.Chunk("victim"), Topics.Have("victim"), Topics.Have("mallory"), "edge/v1/victim/ask", "spBv1.0/STATE/hub", "spBv1.0/test/NBIRTH/victim", "spBv1.0/test/NDATA/victim", "spBv1.0/test/NDEATH/victim", "spBv1.0/test/NCMD/victim", "spBv1.0/test/NCMD/mallory", "spBv1.0/other/NBIRTH/mallory", "$SYS/broker" })
        {
            var refused = await Assert.ThrowsAsync<MqttException>(async () => await mallory.PublishAsync(topic, RandomNumberGenerator.GetBytes(100), MqttQos.AtLeastOnce, retain: false, Token));
            Assert.Contains("135", refused.Message, StringComparison.Ordinal);
            Assert.False(mallory.Closed.IsCompleted);
        }
        // A subscription may be granted; what is not hers never comes by it.
        foreach (var topic in new[] { Topics.Have("victim"), "edge/v1/+/have", "spBv1.0/test/NBIRTH/victim", "spBv1.0/test/NCMD/victim", "spBv1.0/+/NDATA/+", "#" })
        {
            try
            {
                await mallory.SubscribeAsync([topic], MqttQos.AtLeastOnce, Token);
            }
            catch (MqttException)
            {
            }
        }
        await system.Kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, Limit);
        await system.WaitDrainedAsync(Limit);
        // That the hub is there, everybody may know.
        while (mallory.Messages.TryRead(out var overheard)) Assert.Equal("spBv1.0/STATE/hub", overheard.Topic);
        Assert.Empty((await system.BoardAsync("victim")).GetProperty("incidents").EnumerateArray());
        Assert.Single(await ArchiveAudit.CheckAsync(system.HubSetup));
    }

    [Fact]
    public async Task What_was_said_before_changes_nothing_when_it_is_said_again()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("mallory");
        var audit = new TransferAudit { Said = [], Heard = [] };
        await using (var board = new BoardInProcess(kiosk.Setup.Data, new UplinkOptions(), audit))
        {
            await board.StartAsync();
            board.Custodian.Accept(new Submission { Kind = "card", Fields = "{}"u8.ToArray(), Attachments = [new SubmittedAttachment("data.bin", "application/octet-stream", RandomNumberGenerator.GetBytes(200_000))] });
            await Until.TrueAsync(() => Task.FromResult(board.Waiting == 0), Limit, () => $"not delivered: {board.Status.Now}");
        }
        var stored = Assert.Single(await system.Hub.ListRecordsAsync(Token));
        var receipt = Receipts(audit.Heard).First();
        Assert.Contains(audit.Said, m => m.Topic == Topics.Chunk("mallory"));

        await using var again = await ConnectAsync(system, kiosk.Setup);
        await again.SubscribeAsync([Topics.Have("mallory")], MqttQos.AtLeastOnce, Token);
        var heard = new List<MqttMessage>();
        for (var round = 0; round < 2; round++)
        {
            foreach (var message in audit.Said) await again.PublishAsync(message.Topic, message.Payload, MqttQos.AtLeastOnce, retain: false, Token);
        }
        await Until.TrueAsync(() =>
        {
            while (again.Messages.TryRead(out var message)) heard.Add(message);
            return Task.FromResult(Receipts(heard).Any());
        }, Limit, () => $"the replayed offer was not answered with a receipt.\n{system.Hub.LastLines}");
        Assert.All(Receipts(heard), r => Assert.Equal(receipt, r));
        Assert.Equal(stored, Assert.Single(await system.Hub.ListRecordsAsync(Token)));
        Assert.Single(await ArchiveAudit.CheckAsync(system.HubSetup));
    }

    [Fact]
    public async Task Nonsense_is_put_on_record_and_the_others_are_served()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        await using var mallory = await MalloryAsync(system);
        var empty = new Offer { Incarnation = ByteString.CopyFrom(new byte[16]), Connection = 1, Number = 1 };
        var wrong = empty.Clone();
        wrong.Records.Add(new OfferedRecord { RecordId = ByteString.CopyFrom(new byte[16]), DigestPrefix = ByteString.CopyFrom(new byte[8]), Manifest = new SignedManifest { Manifest = ByteString.CopyFromUtf8("nonsense") } });
        var crowded = empty.Clone();
        for (var i = 0; i < 1_000; i++) crowded.Records.Add(new OfferedRecord { RecordId = ByteString.CopyFrom(new byte[16]), DigestPrefix = ByteString.CopyFrom(new byte[8]) });
        byte[][] offers = [[], [0xFF], RandomNumberGenerator.GetBytes(5_000), new Offer().ToByteArray(), wrong.ToByteArray(), crowded.ToByteArray(), new byte[Limits.MessageBytes]];
        byte[][] chunks =
        [
            [], [0xFF], RandomNumberGenerator.GetBytes(5_000), new Chunk().ToByteArray(),
            new Chunk { Number = ulong.MaxValue, RecordId = ByteString.CopyFrom(new byte[16]), Offset = ulong.MaxValue, Data = ByteString.CopyFrom(new byte[100]) }.ToByteArray(),
            new Chunk { Number = 1, RecordId = ByteString.CopyFrom(new byte[16]), Data = ByteString.CopyFrom(new byte[Limits.ChunkBytes + 1]) }.ToByteArray(),
        ];
        for (var round = 0; round < 5; round++)
        {
            foreach (var offer in offers) await mallory.PublishAsync(Topics.Offer("mallory"), offer, MqttQos.AtLeastOnce, retain: false, Token);
            foreach (var chunk in chunks) await mallory.PublishAsync(Topics.Chunk("mallory"), chunk, MqttQos.AtLeastOnce, retain: false, Token);
            await system.Kiosk.Agent.SubmitAsync(Sample.Record(round), Token);
        }
        await system.WaitStoredAsync(5, Limit);
        await system.WaitIncidentAsync("mallory", "malformed-offer", Limit);
        await system.WaitIncidentAsync("mallory", "malformed-chunk", Limit);
        await system.WaitIncidentAsync("mallory", "malformed-manifest", Limit);
        Assert.Empty((await system.BoardAsync("kiosk-1")).GetProperty("incidents").EnumerateArray());
        Assert.Equal(1, system.Kiosk.Link.Connections);
        Assert.Equal(5, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    /// <summary>80 MB of chunks against no grant at all.</summary>
    [Fact]
    public async Task Chunks_beyond_any_grant_do_not_stop_another_board()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        await using var mallory = await MalloryAsync(system);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var flood = FloodAsync(mallory, 5_000, enough.Token);
        for (var i = 0; i < 5; i++) await system.Kiosk.Agent.SubmitAsync(Sample.Record(i, 200_000), Token);
        await system.WaitStoredAsync(5, Limit);
        await enough.CancelAsync();
        var sent = await flood;
        TestContext.Current.TestOutputHelper?.WriteLine($"{sent} chunks beyond the grant were sent meanwhile");
        Assert.True(sent > 100, $"only {sent} chunks were sent");
        Assert.Equal(5, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    private static async Task<int> FloodAsync(IMqttConnection mallory, int count, CancellationToken enough)
    {
        var data = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16 * 1024));
        for (var i = 0; i < count; i++)
        {
            if (enough.IsCancellationRequested || mallory.Closed.IsCompleted) return i;
            // What the kernel takes, and no more in this process's memory.
            while (mallory.UnsentBytes > 1 << 20 && !enough.IsCancellationRequested && !mallory.Closed.IsCompleted) await Task.Yield();
            var chunk = new Chunk { Number = (ulong)i + 1, RecordId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(16)), Offset = 0, Data = data };
            try
            {
                await mallory.PublishAsync(Topics.Chunk("mallory"), chunk.ToByteArray(), MqttQos.AtMostOnce, retain: false, Token);
            }
            catch (MqttException)
            {
                return i; // thrown out for it
            }
        }
        return count;
    }

    private static IEnumerable<ByteString> Receipts(IEnumerable<MqttMessage> messages) =>
        messages.SelectMany(m => Have.Parser.ParseFrom(m.Payload.Span).Records).Where(r => r.Stored is not null).Select(r => r.Stored.ToByteString());

    private static async Task<IMqttConnection> MalloryAsync(EdgeSystem system) => await ConnectAsync(system, (await system.AddKioskAsync("mallory")).Setup);

    private static Task<IMqttConnection> ConnectAsync(EdgeSystem system, AgentSetup setup) =>
        new MqttNetConnector(TimeProvider.System, new SegmentSize(TimeProvider.System)).ConnectAsync(BoardFiles.Client(setup, system.HubSetup.Mqtt), Token);
}
