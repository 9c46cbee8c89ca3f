using System.Text.Json;
using Edge.Testing.Time;

namespace Edge.SystemTests.Enrolment;

/// <summary>One citizen's whole way, with agents and hub as processes.</summary>
public sealed class EnrolmentDayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_citizen_is_enrolled_exported_as_captured_and_hears_the_answer_at_another_kiosk()
    {
        await using var village = await Village.OpenAsync();
        await village.ImportAsync($"{Village.Citizen},Nguyễn Thị Mẫu,01/01/1990,f,Thôn Mẫu,permanent,,card");
        var (kiosk, desk, hands) = await village.KioskAsync("kiosk-1");
        await desk.SignInAsync(Village.Officer, village.Pin);
        await desk.UntilAsync(async () => (await desk.StateAsync()).GetProperty("worklist").ValueKind == JsonValueKind.Object, "no worklist came");
        await desk.ActAsync("queue/open");

        await hands.PressAsync("card");
        await desk.UntilAsync(async () => (await desk.StateAsync()).GetProperty("queue").GetProperty("waiting").GetArrayLength() == 1, "no ticket was given");
        await desk.ActAsync("queue/next");
        await desk.WaitAsync("identify");
        await hands.CardAsync(Village.Citizen);
        await desk.WaitAsync("fingers");
        await TryWornFingerAsync(desk, hands);
        await hands.FingerAsync("Good");
        await desk.WaitAsync("portrait");
        await desk.ActAsync("case/take-portrait");
        var shown = await desk.PortraitAsync((await desk.StepAsync("portrait")).GetProperty("preview").GetInt64());
        await desk.ActAsync("case/accept-portrait");

        await desk.WaitAsync("consent");
        var papers = await hands.PapersAsync();
        Assert.Equal(409, (await desk.TryAsync("case/finish")).Status);
        await desk.UntilAsync(async () => (await desk.StepAsync("consent")).GetProperty("played").GetBoolean(), "the question was not heard to its end");
        await hands.PressAsync("yes");
        await desk.UntilAsync(async () => await desk.StepAsync() is "done" or "review", "the consent was not taken");
        await desk.ActAsync("case/finish");
        await desk.WaitAsync(null);
        Assert.True(desk.Acts <= 6, $"the officer had {desk.Acts} acts: sign-in, open, next, take, accept, finish");
        await desk.UntilAsync(async () => await hands.PapersAsync() > papers, "no receipt was printed");
        var receipt = await hands.CodeAsync(await hands.PapersAsync());
        Assert.StartsWith("edge1:receipt:kiosk-1:", receipt, StringComparison.Ordinal);

        var record = await StoredCardAsync(village);
        Assert.Equal((Village.Officer, "complete", record.RecordId.ToString()), (record.Officer, record.Outcome, receipt.Split(':')[3]));
        await AssertExportAsync(village, record.RecordId, shown);
        var state = await desk.StateAsync();
        Assert.Equal(1, state.GetProperty("worklist").GetProperty("done").GetInt32());
        await AssertSumsAsync(village, kiosk, hands, desk);
        await AnswerAndHearAsync(village, receipt, record.RecordId);
    }

    // One enrolled, one who waits and one who cannot: tickets are their sum, and the hub says what the board says.
    private static async Task AssertSumsAsync(Village village, Support.Kiosk kiosk, Hands hands, DeskClient desk)
    {
        await hands.PressAsync("card");
        await hands.PressAsync("account");
        await desk.UntilAsync(async () => (await desk.StateAsync()).GetProperty("queue").GetProperty("waiting").GetArrayLength() == 2, "no tickets were given");
        await desk.ActAsync("queue/next");
        await desk.WaitAsync("identify");
        await desk.ActAsync("case/unable", new { reason = "ill", again = "2031-01-01" });
        await desk.WaitAsync(null);
        var day = (await kiosk.Agent.StatusAsync(Token)).GetProperty("kiosk").GetProperty("day");
        string[] names = ["enrolled", "unable", "noShow", "cancelled", "inProgress", "waiting"];
        Assert.Equal([1, 1, 0, 0, 0, 1], names.Select(n => day.GetProperty(n).GetInt32()));
        Assert.Equal(3, day.GetProperty("tickets").GetInt32());
        var told = "";
        await Until.TrueAsync(async () =>
        {
            var shown = JsonElement.Parse((await village.System.Hub.RunAsync(["node", "show", kiosk.Node, "--json"], null, Token)).Output);
            var values = shown.GetProperty("story").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "health").GetProperty("facts").GetProperty("values");
            told = string.Join(' ', names.Select(n => values.GetProperty($"Day/{char.ToUpperInvariant(n[0])}{n[1..]}").GetProperty("value")));
            return told == "1 1 0 0 0 1";
        }, Limit, () => $"the hub says of the day: {told}\n{kiosk.Agent.LastLines}");
        await Until.TrueAsync(async () => (await village.System.Hub.ListRecordsAsync(Token)).Any(r => r is { Outcome: "unable-ill", Priority: 1, Officer: Village.Officer, State: "stored" }), Limit, () => "the record of who is ill did not come");
    }

    private static async Task TryWornFingerAsync(DeskClient desk, Hands hands)
    {
        for (var tries = 1; tries <= 2; tries++)
        {
            await hands.FingerAsync("Dry");
            var now = tries;
            await desk.UntilAsync(async () => await TriesAsync(desk) == now, $"the sensor took no worn finger {now} times");
        }
        await hands.FingerAsync("Good");
        await desk.UntilAsync(async () => (await FingerAsync(desk)).GetProperty("state").GetString() is "Done" or "done", "the third try was not kept");
        var first = await FingerAsync(desk);
        Assert.Equal(3, first.GetProperty("tries").GetInt32());
        Assert.True(first.GetProperty("quality").GetInt32() >= 40, first.ToString());
    }

    private static async Task<JsonElement> FingerAsync(DeskClient desk) => (await desk.StepAsync("fingers")).GetProperty("fingers").EnumerateArray().First();

    private static async Task<int> TriesAsync(DeskClient desk) => (await FingerAsync(desk)).GetProperty("tries").GetInt32();

    private static async Task<Edge.Testing.Processes.StoredRecord> StoredCardAsync(Village village)
    {
        Edge.Testing.Processes.StoredRecord? found = null;
        await Until.TrueAsync(async () => (found = (await village.System.Hub.ListRecordsAsync(Token)).SingleOrDefault(r => r.Kind == "card" && r.State == "stored")) is not null,
            Limit, () => $"the record does not come to the hub\n{village.System.Hub.LastLines}");
        return found!;
    }

    private static async Task AssertExportAsync(Village village, Guid id, byte[] portrait)
    {
        var folder = Path.Combine(village.System.Folder, "export");
        await village.System.Hub.ExportAsync(village.System.Hub.Setup.RegistryKey, folder, Token);
        var record = Assert.Single(Directory.GetDirectories(folder, $"*-{id}", SearchOption.AllDirectories));
        var identity = await File.ReadAllTextAsync(Path.Combine(record, "identify.json"), Token);
        using var told = JsonDocument.Parse(identity);
        Assert.Contains(Village.Citizen, identity, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thị Mẫu", told.RootElement.ToString() + JsonSerializer.Serialize(told.RootElement, Plain), StringComparison.Ordinal);
        var pictures = Directory.GetFiles(record, "*.jpg");
        Assert.Equal(portrait, await File.ReadAllBytesAsync(Assert.Single(pictures), Token));
        var fingers = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(record, "*.fir")), Token);
        Assert.Equal("FIR\0"u8.ToArray(), fingers[..4]);
        Assert.DoesNotContain(Village.Citizen, await File.ReadAllTextAsync(Path.Combine(record, "record.json"), Token), StringComparison.Ordinal);
    }

    private static async Task AnswerAndHearAsync(Village village, string receipt, Guid id)
    {
        var (_, _, hands) = await village.KioskAsync("kiosk-2");
        var file = Path.Combine(village.System.Folder, "answers.csv");
        await File.WriteAllTextAsync(file, $"record_id,result,reason,number,at\n{id},ready,,{Village.Citizen},{TimeProvider.System.GetUtcNow().AddDays(-1):yyyy-MM-dd}\n", Token);
        await village.System.Hub.RunAsync(["answer", "import", file], null, Token);
        var papers = await hands.PapersAsync();
        // Until the answers have come, the kiosk says that nothing is known yet.
        await HeardAsync(hands, receipt, "Thẻ đã có", village);
        Assert.True(await hands.PapersAsync() > papers, "the answer was not printed");
        // Another letter in the signature: none of ours.
        await HeardAsync(hands, receipt[..^10] + (receipt[^10] == 'A' ? 'B' : 'A') + receipt[^9..], "Máy không nhận giấy này", village);
    }

    private static async Task HeardAsync(Hands hands, string receipt, string words, Village village)
    {
        var (time, heard) = (TimeProvider.System, "");
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < Limit;)
        {
            await hands.ScanAsync(receipt);
            // Within five seconds the same code is one that is still held there.
            await Task.Delay(TimeSpan.FromSeconds(6), time, Token);
            if ((heard = await hands.SaidAsync()).Contains(words, StringComparison.Ordinal)) return;
        }
        Assert.Fail($"'{words}' is not heard at kiosk-2, but: {heard}\n{village.System.Kiosks[1].Agent.LastLines}");
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
