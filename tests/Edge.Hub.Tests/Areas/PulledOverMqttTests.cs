using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing;

namespace Edge.Hub.Tests.Areas;

/// <summary>From the commands to a board's hands: a real hub, its mosquitto, and a board that says what the protocol lets it say.</summary>
public sealed class PulledOverMqttTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_board_pulls_the_area_the_answers_and_the_worklist_and_opens_them()
    {
        await using var hub = await HubHarness.StartWholeAsync();
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("kiosk-1", key);
        var board = new SimulatedBoard("kiosk-1", new SigningKey(key)) { PrivateKey = key.ExportPkcs8PrivateKey() };
        var pin = (await RunAsync(hub, "officer", "add", "hoa", "--name", "Nguyễn Thị Hoa", "--area", "north")).Trim();
        await RunAsync(hub, "area", "quota", "north", "40");
        var (people, file) = (People.Commune(400, 6), _folder.File("people.csv"));
        await File.WriteAllBytesAsync(file, People.Csv(people), Token);
        await RunAsync(hub, "worklist", "import", file, "--area", "north");

        await using var link = await hub.ConnectAsync(certificate);
        await link.SubscribeAsync([Topics.Have("kiosk-1"), Topics.Answer("kiosk-1")], MqttQos.AtLeastOnce, Token);
        var (record, bytes) = board.Record(3_000);
        await OfferAsync(link, board.Offer(record));
        await SayAsync(link, board.Chunk(record, bytes, 0, 3_000), MqttQos.AtMostOnce);
        while (!(await HaveAsync(link)).Records.Any(r => r.StateCase == RecordState.StateOneofCase.Stored))
        {
            // Its answer is on the way.
        }
        await File.WriteAllBytesAsync(file, Answers.Lines($"{record.RecordId},ready,,001085000001,2026-11-28"), Token);
        await RunAsync(hub, "answer", "import", file);

        var listed = (await OfferAsync(link, board.Offer())).Objects.ToList();
        Assert.Equal([Names.AreaObject, Names.AnswersObject, Names.WorklistObject], listed.Select(o => o.Name));
        var area = AreaFile.Parser.ParseFrom(await TakeAsync(link, board, listed[0]));
        Assert.Equal((40U, "kiosk-1"), (area.DailyQuota, Assert.Single(area.Boards).Node));
        var answers = AnswerBook.Parser.ParseFrom(await TakeAsync(link, board, listed[1]));
        Assert.Equal("ready", Assert.Single(answers.Answers).Result);
        var list = AreaBench.Open(Worklist.Parser.ParseFrom(await TakeAsync(link, board, listed[2])), area, "hoa", pin);
        Assert.Equal(people.Select(p => p.Name).Order(StringComparer.Ordinal), list.Name.Order(StringComparer.Ordinal));
        Assert.Empty((await OfferAsync(link, board.Offer())).Objects);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<byte[]> TakeAsync(IMqttConnection link, SimulatedBoard board, ObjectOnOffer offered)
    {
        var bytes = new byte[offered.Size];
        for (var have = 0UL; have < offered.Size;)
        {
            await SayAsync(link, board.Message("ask", new Ask { Digest = offered.Digest, Missing = { new ByteRange { First = have, End = Math.Min(offered.Size, have + 20_000) } } }), MqttQos.AtLeastOnce);
            for (var until = Math.Min(offered.Size, have + 20_000); have < until;)
            {
                if (await link.Messages.ReadAsync(Token) is not { } message || message.Topic != Topics.Answer("kiosk-1")) continue;
                var answer = Answer.Parser.ParseFrom(message.Payload.Span);
                Assert.Equal((offered.Digest, have), (answer.Digest, answer.Offset));
                answer.Data.CopyTo(bytes, (int)have);
                have += (ulong)answer.Data.Length;
            }
        }
        Assert.Equal(offered.Digest.ToByteArray(), SHA256.HashData(bytes));
        using var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(board.PrivateKey, out _);
        board.Objects[offered.Name] = offered.Version;
        return BoardSeal.Open(bytes, key, "kiosk-1", offered.Name, offered.Version);
    }

    private static async Task<Have> OfferAsync(IMqttConnection link, MqttMessage offer)
    {
        await SayAsync(link, offer, MqttQos.AtLeastOnce);
        var number = Offer.Parser.ParseFrom(offer.Payload.Span).Number;
        while (true)
        {
            if (await HaveAsync(link) is { } have && have.AnswersOffer >= number) return have;
        }
    }

    private static async Task<Have> HaveAsync(IMqttConnection link)
    {
        while (true)
        {
            var message = await link.Messages.ReadAsync(Token);
            if (message.Topic == Topics.Have("kiosk-1")) return Have.Parser.ParseFrom(message.Payload.Span);
        }
    }

    private static async Task SayAsync(IMqttConnection link, MqttMessage message, MqttQos qos) => await link.PublishAsync(message.Topic, message.Payload, qos, retain: false, Token);

    private static async Task<string> RunAsync(HubHarness hub, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.True(await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, Token) == ExitCode.Ok, error.ToString());
        return output.ToString();
    }
}
