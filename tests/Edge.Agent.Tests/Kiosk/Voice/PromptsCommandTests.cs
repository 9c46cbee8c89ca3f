using System.Text.Json;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Kiosk.Voice;

public sealed class PromptsCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_sheet_has_every_phrase_and_filled_in_it_is_a_pack()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        var (code, sheet, _) = await agent.CommandAsync(null, "prompts", "sheet", "--lang", "hmn");
        Assert.Equal(0, code);
        Assert.Contains("62 phrases to record for hmn", sheet, StringComparison.Ordinal);
        Assert.Contains("take-paper.wav", sheet, StringComparison.Ordinal);
        Assert.Contains("vi  Xin lấy phiếu", sheet, StringComparison.Ordinal);
        Assert.Contains("(the name of this language)", sheet, StringComparison.Ordinal);

        var (_, json, _) = await agent.CommandAsync(null, "prompts", "sheet", "--lang", "hmn", "--json");
        var folder = Directory.CreateDirectory(Path.Combine(agent.Data.Root, "prompts", "hmn")).FullName;
        await using (var manifest = File.CreateText(Path.Combine(folder, PackReader.Manifest)))
        {
            await manifest.WriteAsync(json.Replace("\"name\": \"\"", "\"name\": \"Hmoob\"", StringComparison.Ordinal)
                .Replace("\"spokenBy\": \"\"", "\"spokenBy\": \"Mai\"", StringComparison.Ordinal).Replace("\"licence\": \"\"", "\"licence\": \"free\"", StringComparison.Ordinal));
        }
        foreach (var phrase in JsonDocument.Parse(json).RootElement.GetProperty("phrases").EnumerateObject())
        {
            await using var clip = File.Create(Path.Combine(folder, phrase.Value.GetProperty("file").GetString()!));
            clip.Write(VoiceBench.Sound());
        }
        Assert.Equal((0, "hmn: 62 of 62 phrases are good"), await CheckAsync(agent));

        File.Delete(Path.Combine(folder, "digit.7.wav"));
        var (missing, told) = await CheckAsync(agent);
        Assert.Equal(1, missing);
        Assert.Contains("hmn: digit.7: ", told, StringComparison.Ordinal);
        Assert.EndsWith("hmn: 61 of 62 phrases are good", told, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_sheet_for_a_spreadsheet_quotes_what_it_must()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        var (_, csv, _) = await agent.CommandAsync(null, "prompts", "sheet", "--lang", "ede", "--csv");
        var lines = csv.TrimEnd().Split("\r\n");
        Assert.Equal((63, "phrase,file,text,vietnamese,english"), (lines.Length, lines[0]));
        Assert.Contains("\"Digital account, level two.\"", csv, StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("sheet", "--lang", "../etc")]
    [InlineData("sheet", "--lang", "HMN")]
    [InlineData("sheet")]
    public async Task A_language_that_is_none_is_refused(params string[] arguments)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        Assert.Equal(64, (await agent.CommandAsync(null, ["prompts", .. arguments])).Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_packs_of_the_build_are_complete_and_loud_enough()
    {
        using var bench = new VoiceBench();
        foreach (var language in (string[])["vi", "en"])
        {
            var count = await new SpeechMaker(new LinuxDisk()).MakeAsync(PromptFolders.Shipped, language, language, bench.Folders.Came, Token);
            Assert.Equal(83, count);
            Assert.Empty(bench.Check("card", "account", "activation", "correction", "result").Look(language));
        }
        var digits = Enumerable.Range(0, 10).Select(d => Convert.ToHexString(File.ReadAllBytes(Path.Combine(bench.Folders.Came, "vi", $"digit.{d}.wav")))).Distinct();
        Assert.Equal(10, digits.Count());
    }

    private static async Task<(int Code, string Answer)> CheckAsync(TestAgent agent)
    {
        var (code, answer, _) = await agent.CommandAsync(null, "prompts", "check", "--lang", "hmn");
        return (code, answer.TrimEnd());
    }
}
