using System.Net;
using System.Net.Sockets;
using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

/// <summary>A name leads where its servers say, and where its owner was before; dead servers are not waited for while something else is known.</summary>
public sealed class HostLookupTests
{
    private const string Name = "hub.example";
    private static readonly IPAddress First = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Second = IPAddress.Parse("2001:db8::2");
    private static readonly IPAddress Old = IPAddress.Parse("192.0.2.9");

    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_the_owner_was_goes_first_where_the_name_still_leads_there_and_last_where_it_does_not()
    {
        var names = Names(() => Task.FromResult<IPAddress[]>([First, Second]));
        Assert.Equal([(First, false), (Second, false)], await FindAsync(names));
        Assert.Equal([(Second, false), (First, false), (Old, true)], await FindAsync(names, Second, Old));
        Assert.Equal([new HostAddress(Old, Remembered: false)], await names.FindAsync("192.0.2.9", [First], Token));
    }

    [Fact]
    public void What_is_only_remembered_takes_little_of_the_time_that_a_slow_link_needs()
    {
        var (live, old) = (new HostAddress(First, Remembered: false), new HostAddress(Old, Remembered: true));
        var ten = TimeSpan.FromSeconds(10);
        Assert.Equal(10, Dialer.ShareOf([live], 0, ten).TotalSeconds);
        Assert.Equal(8, Dialer.ShareOf([live, old, old, old], 0, ten).TotalSeconds, 3);
        Assert.Equal(5, Dialer.ShareOf([live, live], 0, ten).TotalSeconds, 3);
        Assert.Equal(5, Dialer.ShareOf([live, old, old], 1, ten).TotalSeconds, 3);
        Assert.Equal(10, Dialer.ShareOf([old], 0, ten).TotalSeconds);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_leads_where_the_owner_was()
    {
        foreach (var answer in (Func<Task<IPAddress[]>>[])[() => throw new SocketException((int)SocketError.TryAgain), () => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)), () => Task.FromResult<IPAddress[]>([])])
        {
            Assert.Equal([(Old, true)], await FindAsync(Names(answer), Old));
            await Assert.ThrowsAsync<SocketException>(() => FindAsync(Names(answer)));
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task A_dead_name_server_is_waited_for_briefly_and_is_not_asked_again_meanwhile()
    {
        var (asked, silent) = (0, new TaskCompletionSource<IPAddress[]>());
        var names = Names(() =>
        {
            asked++;
            return silent.Task;
        });
        for (var i = 0; i < 3; i++)
        {
            var found = FindAsync(names, Old);
            Assert.False(found.IsCompleted);
            _time.Pass(HostLookup.Patience);
            Assert.Equal([(Old, true)], await found);
        }
        Assert.Equal(1, asked);

        silent.SetResult([First]);
        Assert.Equal([(First, false), (Old, true)], await FindAsync(names, Old));
        Assert.Equal(2, asked);
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_nothing_else_is_known_it_is_waited_for_as_long_as_there_is_time()
    {
        using var limit = new CancellationTokenSource();
        var found = Names(() => new TaskCompletionSource<IPAddress[]>().Task).FindAsync(Name, [], limit.Token);
        _time.Pass(TimeSpan.FromHours(1));
        Assert.False(found.IsCompleted);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => found);
    }

    private static async Task<IReadOnlyList<(IPAddress, bool)>> FindAsync(HostLookup names, params IPAddress[] lastSeen) => [.. (await names.FindAsync(Name, lastSeen, Token)).Select(a => (a.Address, a.Remembered))];

    private HostLookup Names(Func<Task<IPAddress[]>> answer) => new(_time, _ => answer());
}
