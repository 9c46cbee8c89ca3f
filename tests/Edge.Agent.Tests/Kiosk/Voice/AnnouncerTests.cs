using Edge.Agent.Kiosk.Voice;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Kiosk.Voice;

public sealed class AnnouncerTests : IAsyncDisposable
{
    private readonly VoiceBench _bench = new();
    private readonly ScriptedSpeaker _speaker = new();
    private readonly Announcer _announcer;

    public AnnouncerTests()
    {
        _bench.Pack(_bench.Folders.Came, "vi", Phrase.Welcome, Phrase.CallNumber, Phrase.Letter('a'), Phrase.Digit(0), Phrase.Digit(7), Phrase.ToDesk, Phrase.YourNumber);
        _bench.Pack(_bench.Folders.Recorded, "hmn", Phrase.CallNumber);
        _announcer = new Announcer(_speaker, _bench.Open(), Options.Create(new VoiceOptions()), TimeProvider.System, _bench.Logger<Announcer>());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Call => [Phrase.Chime, Phrase.CallNumber, Phrase.Letter('A'), Phrase.Digit(0), Phrase.Digit(0), Phrase.Digit(7), Phrase.ToDesk];

    [Fact(Timeout = 120_000)]
    public async Task A_call_is_heard_clip_by_clip_and_can_be_read()
    {
        await _announcer.StartAsync(Token);
        _announcer.Say("hmn", Call);
        await UntilAsync(() => !_speaker.Finished.IsEmpty);
        Assert.Equal("chime call-number letter.a digit.0 digit.0 digit.7 to-desk", _speaker.Finished.Single());
        var said = Assert.Single(_announcer.Recent);
        Assert.Equal((1L, "hmn", true, "hmn call-number vi letter.a vi digit.0 vi digit.0 vi digit.7 vi to-desk"), (said.Number, said.Language, said.Call, said.Text));
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_waits_for_the_voice_and_it_never_speaks_twice_at_once()
    {
        _speaker.Hold = new TaskCompletionSource();
        await _announcer.StartAsync(Token);
        for (var i = 0; i < 1_000; i++) _announcer.Say("vi", i % 10 == 0 ? Call : [Phrase.YourNumber]);
        await UntilAsync(() => !_speaker.Begun.IsEmpty);
        _speaker.Hold.SetResult();
        _speaker.Hold = null;
        _announcer.Say("vi", [Phrase.Welcome]);
        await UntilAsync(() => _speaker.Finished.Contains("welcome"));
        Assert.False(_speaker.Overlapped);
        Assert.InRange(_speaker.Finished.Count, 2, 10);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_call_breaks_into_chatter_and_the_chatter_comes_again()
    {
        _speaker.Hold = new TaskCompletionSource();
        await _announcer.StartAsync(Token);
        _announcer.Say("vi", [Phrase.Welcome]);
        await UntilAsync(() => _speaker.Begun.Contains("welcome"));
        _announcer.Say("vi", Call);
        await UntilAsync(() => _speaker.Begun.Count == 2);
        _speaker.Hold.SetResult();
        await UntilAsync(() => _speaker.Finished.Count == 2);
        Assert.StartsWith("chime", _speaker.Finished.First(), StringComparison.Ordinal);
        Assert.Equal("welcome", _speaker.Finished.Last());
    }

    [Fact(Timeout = 120_000)]
    public async Task Hush_is_heard_at_once()
    {
        _speaker.Hold = new TaskCompletionSource();
        await _announcer.StartAsync(Token);
        _announcer.Say("vi", [Phrase.Welcome]);
        await UntilAsync(() => _speaker.Begun.Contains("welcome"));
        _announcer.Hush();
        _speaker.Hold = null;
        _announcer.Say("vi", [Phrase.YourNumber]);
        await UntilAsync(() => !_speaker.Finished.IsEmpty);
        Assert.Equal(["your-number"], _speaker.Finished);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_speaker_it_is_told_in_text_and_words_are_not_saved_up()
    {
        _speaker.Plugged = false;
        await _announcer.StartAsync(Token);
        _announcer.Say("vi", [Phrase.Welcome]);
        await UntilAsync(() => _announcer.Unheard == 1);
        Assert.Single(_announcer.Recent);
        _speaker.Plugged = true;
        _announcer.Say("vi", [Phrase.YourNumber]);
        await UntilAsync(() => !_speaker.Finished.IsEmpty);
        Assert.Equal(["your-number"], _speaker.Finished);
    }

    [Fact(Timeout = 120_000)]
    public async Task Whether_it_was_heard_to_its_end_is_told()
    {
        await _announcer.StartAsync(Token);
        Assert.Equal(Hearing.Whole, await _announcer.TellAsync("hmn", Phrase.Welcome, Token));
        Assert.Equal(("vi", "vi welcome"), _announcer.Find("hmn", Phrase.Welcome) is { } said ? (said.Language, said.Text) : default);
        Assert.Equal(Hearing.Silent, await _announcer.TellAsync("vi", Phrase.Consent, Token)); // nobody has spoken it

        _speaker.Hold = new TaskCompletionSource();
        var cut = _announcer.TellAsync("vi", Phrase.Welcome, Token);
        await UntilAsync(() => _speaker.Begun.Count == 2);
        _announcer.Hush();
        Assert.Equal(Hearing.Cut, await cut);

        var again = _announcer.TellAsync("vi", Phrase.Welcome, Token);
        await UntilAsync(() => _speaker.Begun.Count == 3);
        _announcer.Say("vi", Call); // breaks in, and the rest is said after it from its first word
        _speaker.Hold.SetResult();
        _speaker.Hold = null;
        Assert.Equal(Hearing.Whole, await again);

        _speaker.Plugged = false;
        Assert.Equal(Hearing.Silent, await _announcer.TellAsync("vi", Phrase.Welcome, Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _announcer.StopAsync(CancellationToken.None);
        Assert.False(_announcer.ExecuteTask?.IsFaulted);
        _announcer.Dispose();
        _bench.Dispose();
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        while (!done()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
    }
}
