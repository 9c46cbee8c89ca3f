using Edge.Agent.Kiosk.Voice;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk.Voice;

public sealed class PromptBookTests : IDisposable
{
    private readonly VoiceBench _bench = new();

    private string Recorded => _bench.Folders.Recorded;

    private string Came => _bench.Folders.Came;

    [Fact]
    public void A_phrase_is_said_in_the_nearest_language_that_has_it()
    {
        _bench.Pack(Recorded, "hmn", Phrase.Welcome);
        _bench.Pack(Came, "vi", Phrase.Welcome, Phrase.Closed);
        _bench.Pack(Came, "en", Phrase.Welcome, Phrase.Closed, Phrase.NoPaper);
        var book = _bench.Open();
        Assert.Equal(Path.Combine(Recorded, "hmn", "welcome.wav"), book.Clip("hmn", Phrase.Welcome));
        Assert.Equal(Path.Combine(Came, "vi", "closed.wav"), book.Clip("hmn", Phrase.Closed));
        Assert.Equal(Path.Combine(Came, "en", "no-paper.wav"), book.Clip("hmn", Phrase.NoPaper));
        Assert.Equal(Path.Combine(Came, "en", "closed.wav"), book.Clip("en", Phrase.Closed));
        Assert.Equal(("hmn welcome", "vi closed", "en no-paper"), (book.Text("hmn", Phrase.Welcome), book.Text("hmn", Phrase.Closed), book.Text("hmn", Phrase.NoPaper)));
        Assert.Equal((1, 2, 3, 0), (book.Clips("hmn"), book.Clips("vi"), book.Clips("en"), book.Clips("ede")));
        Assert.Empty(_bench.Log.At(LogLevel.Warning));
    }

    [Fact]
    public void A_persons_voice_goes_before_the_machines_phrase_by_phrase()
    {
        _bench.Pack(Came, "vi", Phrase.Welcome, Phrase.Closed);
        _bench.Pack(Recorded, "vi", Phrase.Closed);
        var book = _bench.Open();
        Assert.StartsWith(Recorded, book.Clip("vi", Phrase.Closed), StringComparison.Ordinal);
        Assert.StartsWith(Came, book.Clip("vi", Phrase.Welcome), StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_has_is_said_by_nothing_and_logged_once()
    {
        _bench.Pack(Came, "vi", Phrase.Welcome);
        var book = _bench.Open();
        for (var i = 0; i < 5; i++) Assert.Null(book.Clip("hmn", Phrase.Closed));
        Assert.Contains("'closed'", Assert.Single(_bench.Log.At(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_is_never_called_by_another_ones_name()
    {
        _bench.Pack(Came, "vi", Phrase.LanguageName);
        Assert.Null(_bench.Open().Clip("hmn", Phrase.LanguageName));
    }

    [Fact]
    public void A_clip_that_cannot_be_used_falls_back_and_says_so()
    {
        _bench.Pack(Recorded, "hmn", Phrase.Welcome);
        _bench.Clip(Recorded, "hmn", "welcome.wav", VoiceBench.Sound(rate: 8_000));
        _bench.Pack(Came, "vi", Phrase.Welcome);
        Assert.Equal(Path.Combine(Came, "vi", "welcome.wav"), _bench.Open().Clip("hmn", Phrase.Welcome));
        Assert.Contains("8000 samples a second", Assert.Single(_bench.Log.At(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"phrases":[1]}""")]
    [InlineData("""{"phrases":{"welcome":{"file":7}}}""")]
    [InlineData("""{"phrases":{"welcome":{"file":"../../etc/passwd"}}}""")]
    [InlineData("""{"phrases":{"welcome":null}}""")]
    public void A_pack_that_is_nonsense_harms_no_other(string manifest)
    {
        _bench.Write(Recorded, "hmn", PackReader.Manifest, manifest);
        _bench.Pack(Came, "vi", Phrase.Welcome);
        Assert.NotNull(_bench.Open().Clip("hmn", Phrase.Welcome));
        Assert.Contains("manifest.json cannot be read", Assert.Single(_bench.Log.At(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public void Tones_are_there_without_any_pack_and_are_written_once()
    {
        var book = _bench.Open();
        var chime = book.Clip("hmn", Phrase.Chime)!;
        Assert.Null(new ClipRules(TimeSpan.FromSeconds(3)).Listen(chime));
        Assert.InRange(book.LengthOf(chime).TotalSeconds, 0.5, 2);
        var written = File.GetLastWriteTimeUtc(chime);
        Assert.Equal(chime, _bench.Open().Clip("vi", Phrase.Chime));
        Assert.Equal(written, File.GetLastWriteTimeUtc(chime));
        Assert.All(Enumerable.Range(0, 5).Select(Phrase.Link).Append(Phrase.Press).Append(Phrase.Error), t => Assert.NotNull(book.Clip("vi", t)));
        Assert.Equal(8, Tones.All.Values.Select(t => string.Join(',', t.Samples)).Distinct().Count());
        Assert.All(Tones.All.Values, t => Assert.InRange(t.Peak, 0.3, 0.95));
    }

    [Fact]
    public void A_check_tells_every_phrase_that_is_missing_or_wrong()
    {
        _bench.Pack(Came, "vi", [.. new PhraseList([new("card", 'A')]).All]);
        Assert.Empty(_bench.Check("card").Look("vi"));
        _bench.Pack(Recorded, "hmn", Phrase.Welcome, Phrase.Closed);
        _bench.Clip(Recorded, "hmn", "closed.wav", VoiceBench.Sound(loud: 0));
        var findings = _bench.Check("card").Look("hmn");
        Assert.DoesNotContain(findings, f => f.Phrase == Phrase.Welcome);
        Assert.Contains("nothing is heard", findings.Single(f => f.Phrase == Phrase.Closed).Problem, StringComparison.Ordinal);
        Assert.Equal("missing", findings.Single(f => f.Phrase == "service.card").Problem);
        Assert.Equal(_bench.Check("card").Phrases - 1, findings.Count);
        Assert.Equal(["en", "hmn", "vi"], _bench.Check().Languages);
    }

    [Fact]
    public void A_pack_must_say_whose_voice_it_is()
    {
        _bench.Clip(Recorded, "hmn", "welcome.wav", VoiceBench.Sound());
        _bench.Write(Recorded, "hmn", PackReader.Manifest, """{"phrases":{"welcome":{"file":"welcome.wav"}}}""");
        Assert.Equal(3, _bench.Check().Look("hmn").Count(f => f.Phrase is null));
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void Texts_that_come_with_the_agent_are_complete(string language)
    {
        var pack = PackReader.Read(PromptFolders.Shipped, language)!;
        var needed = new PhraseList(Enumerable.Range('A', 26).Select(c => new SpokenService("card", (char)c)).Concat(PhraseList.UsualServices)).All;
        Assert.All(needed, p => Assert.False(string.IsNullOrWhiteSpace(pack.Prompts.GetValueOrDefault(p)?.Text), $"{language} has no text of {p}"));
        Assert.Equal(needed.Distinct().Order(), pack.Prompts.Keys.Order());
    }

    public void Dispose() => _bench.Dispose();
}
