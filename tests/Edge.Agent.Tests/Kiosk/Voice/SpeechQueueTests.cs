using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Tests.Kiosk.Voice;

public sealed class SpeechQueueTests
{
    private readonly SpeechQueue _queue = new(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Calls_come_before_chatter_and_each_in_its_order()
    {
        foreach (var utterance in (Utterance[])[Chatter("a"), Chatter("b"), Call("1"), Chatter("c"), Call("2")]) _queue.Add(utterance);
        Assert.Equal(["1", "2", "a", "b", "c"], await NextAsync(5));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_full_line_drops_its_oldest_and_counts_it()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"]) _queue.Add(Chatter(name));
        foreach (var name in (string[])["1", "2", "3", "4"]) _queue.Add(Call(name));
        Assert.Equal(3, _queue.Dropped);
        Assert.Equal(["2", "3", "4", "c", "d", "e"], await NextAsync(6));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_call_interrupts_chatter_which_is_said_again_after_it()
    {
        _queue.Add(Chatter("a"));
        _queue.Add(Chatter("b"));
        var (what, silence) = await _queue.NextAsync(Token);
        Assert.Equal("a", what.Phrases[^1]);
        _queue.Add(Call("1"));
        _queue.Add(Call("2"));
        await SilentAsync(silence);
        _queue.Done();
        Assert.Equal(["1", "2", "a", "b"], await NextAsync(4));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_call_waits_for_a_call()
    {
        _queue.Add(Call("1"));
        var (_, silence) = await _queue.NextAsync(Token);
        _queue.Add(Call("2"));
        _queue.Add(Chatter("a"));
        Assert.False(silence.IsCancellationRequested);
        _queue.Done();
        Assert.Equal(["2", "a"], await NextAsync(2));
    }

    [Fact(Timeout = 120_000)]
    public async Task Hush_silences_and_forgets()
    {
        _queue.Add(Chatter("a"));
        _queue.Add(Chatter("b"));
        var (_, silence) = await _queue.NextAsync(Token);
        _queue.Clear();
        await SilentAsync(silence);
        _queue.Done();
        _queue.Add(Chatter("c"));
        Assert.Equal(["c"], await NextAsync(1));
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_waits_for_something_to_say_gets_it()
    {
        var waiting = _queue.NextAsync(Token);
        Assert.False(waiting.IsCompleted);
        _queue.Add(Chatter("a"));
        Assert.Equal("a", (await waiting).What.Phrases[^1]);
    }

    private static Utterance Call(string name) => new("vi", [Phrase.Chime, name]);

    private static Utterance Chatter(string name) => new("vi", [name]);

    private static async Task SilentAsync(CancellationToken silence) =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System, silence));

    private async Task<List<string>> NextAsync(int count)
    {
        var said = new List<string>();
        for (var i = 0; i < count; i++)
        {
            said.Add((await _queue.NextAsync(Token)).What.Phrases[^1]);
            _queue.Done();
        }
        return said;
    }
}
