using Edge.Agent.Identity;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Commissioning;

/// <summary>From a stick's file to a board that is somebody, and what people are told on the way.</summary>
public sealed class StickWorkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_new_board_enrols_at_once_and_says_so_by_light_voice_and_paper()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        using var board = new StickBench();
        board.Plug(TestProvisioning.File(httpsPort: hub.Port));
        Assert.Equal(StickState.Working, board.Shown);
        Assert.Equal(StickState.Done, await board.Work.RunAsync(stay: false, Token));

        Assert.Equal("kiosk-1", IdentityStore.Load(board.Data).Node);
        Assert.Null(board.Folder.Read());
        Assert.Equal(StickState.Done, board.Shown);
        Assert.Equal(["vi: stick.done", "en: stick.done"], board.Voice.Heard);
        var paper = board.Paper();
        Assert.Equal(["stick.done", "stick.done.do"], paper.Words);
        Assert.Contains("kiosk-1", paper.Note!, StringComparison.Ordinal);
        Assert.DoesNotContain("one-time-secret", paper.Note!, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Without_a_link_it_waits_says_so_once_and_goes_on_when_there_is_one()
    {
        using var board = new StickBench();
        // A port on which nobody listens until there is a network.
        var port = Edge.Testing.Processes.FreePort.Next().Port;
        var text = TestProvisioning.File(httpsPort: port);
        board.Plug(text);
        Assert.Equal(StickState.Waiting, await board.Work.StepAsync(Token));
        Assert.Equal("stick.waits", board.Paper().Words[0]);
        Assert.Equal(["vi: stick.waits", "en: stick.waits"], board.Voice.Heard);
        // The same stick, left in over a power cut.
        board.Plug(text);
        Assert.Equal(StickState.Waiting, await board.Work.StepAsync(Token));
        Assert.Equal((false, 2), (board.PaperWaits, board.Voice.Heard.Count));

        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        var work = board.Work.RunAsync(stay: false, Token);
        board.Plug(TestProvisioning.File(httpsPort: hub.Port));
        board.Link.Come();
        Assert.Equal(StickState.Done, await Until.DoneAsync(work, "the board is provisioned"));
    }

    // For hours perhaps: whoever comes by must see it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_no_kiosk_runs_it_is_shown_until_something_else_is(bool alone)
    {
        using var board = new StickBench();
        board.Teller.Alone = alone;
        board.Teller.Show(StickState.Waiting);
        var later = TimeProvider.System.Steady() + TimeSpan.FromMinutes(30);
        Assert.Equal(alone ? StickState.Waiting : StickState.None, board.Scenes.Current.StickAt(later));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_link_that_comes_is_used_at_once()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        hub.AnswersToLose = 1;
        using var board = new StickBench();
        board.Plug(TestProvisioning.File(httpsPort: hub.Port));
        var work = board.Work.RunAsync(stay: false, Token);
        await Until.TrueAsync(() => board.Shown == StickState.Waiting, "the first try has failed");
        board.Link.Come();
        Assert.Equal(StickState.Done, await Until.DoneAsync(work, "the board is provisioned"));
        Assert.Equal(2, hub.Requests.Count);
    }

    [Fact(Timeout = 180_000)]
    public async Task What_the_hub_refuses_is_told_with_the_reason_and_is_gone()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        using var board = new StickBench();
        board.Plug(TestProvisioning.File(httpsPort: hub.Port, secret: "wrong"));
        Assert.Equal(StickState.Failed, await board.Work.RunAsync(stay: false, Token));
        Assert.Equal((false, StickState.Failed), (IdentityStore.IsProvisioned(board.Data), board.Shown));
        Assert.Null(board.Folder.Read());
        Assert.Contains("one-time secret", board.Paper().Note!, StringComparison.Ordinal);
    }

    // It may have a good checksum and nonsense all the same.
    [Theory(Timeout = 180_000)]
    [InlineData("a b")]
    [InlineData("a/b?c#d")]
    [InlineData("[::1")]
    [InlineData("\u0000")]
    [InlineData("-")]
    [InlineData("…")]
    [InlineData("user@127.0.0.1")]
    [InlineData("255.255.255.256")]
    public async Task Nonsense_for_an_address_ends_in_words(string host)
    {
        using var board = new StickBench();
        board.Plug(TestProvisioning.File(httpsPort: 9, httpsHost: host));
        Assert.Contains(await board.Work.StepAsync(Token), (StickState[])[StickState.Failed, StickState.Waiting]);
        Assert.False(IdentityStore.IsProvisioned(board.Data));
    }

    [Fact(Timeout = 180_000)]
    public async Task Nonsense_for_a_certificate_or_a_key_ends_in_words()
    {
        using var board = new StickBench();
        board.Plug(TestProvisioning.File(certificate: [1, 2, 3]));
        Assert.Equal(StickState.Failed, await board.Work.StepAsync(Token));

        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        board.Plug(TestProvisioning.File(httpsPort: hub.Port));
        await board.Work.StepAsync(Token);
        var key = new IdentityFiles(board.Data).Key;
        await File.WriteAllTextAsync(key, "garbage", Token);
        board.Plug(TestProvisioning.File(httpsPort: hub.Port, httpsHost: "localhost"));
        Assert.Equal(StickState.Failed, await board.Work.StepAsync(Token));
        Assert.Equal("garbage", await File.ReadAllTextAsync(key, Token));
    }

    // Taken by nobody: what waited, waits.
    [Fact(Timeout = 180_000)]
    public async Task A_stick_that_is_not_taken_leaves_what_waited()
    {
        using var board = new StickBench();
        var text = TestProvisioning.File(httpsPort: Edge.Testing.Processes.FreePort.Next().Port);
        board.Plug(text);
        Assert.Equal(StickState.Waiting, await board.Work.StepAsync(Token));
        board.Plug("garbage");
        Assert.Equal((text, StickState.Failed), (board.Folder.Read(), board.Shown));
        // What waits is tried again at once, which hides nothing of that.
        Assert.Equal(StickState.Waiting, await board.Work.StepAsync(Token));
        Assert.Equal(StickState.Failed, board.Shown);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_provisioned_board_takes_its_own_hubs_new_file_and_keeps_its_key()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        using var board = new StickBench();
        board.Plug(TestProvisioning.File(httpsPort: hub.Port));
        await board.Work.RunAsync(stay: false, Token);
        var before = IdentityStore.Load(board.Data);
        board.Plug(TestProvisioning.File(httpsPort: hub.Port, httpsHost: "localhost"));
        Assert.Equal(StickState.Done, await board.Work.RunAsync(stay: false, Token));
        var after = IdentityStore.Load(board.Data);
        Assert.Equal(("localhost", before.Key.Public.Id), (after.HttpsHost, after.Key.Public.Id));
    }

    /// <summary>Power gone before any operation on the disk: the board is nobody or somebody, whole, and goes on by itself or with the stick once more.</summary>
    [Theory(Timeout = 180_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Power_that_goes_at_any_step_leaves_the_board_who_it_was(bool provisioned)
    {
        var cut = true;
        var steps = 0;
        for (; cut; steps++)
        {
            var (left, disk) = (steps, new FaultyDisk());
            using var board = new StickBench(disk);
            await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
            if (provisioned)
            {
                board.Plug(TestProvisioning.File(httpsPort: hub.Port));
                await board.Work.RunAsync(stay: false, Token);
            }
            var text = TestProvisioning.File(httpsPort: hub.Port, httpsHost: provisioned ? "localhost" : "127.0.0.1");
            disk.Fault = (_, _) => left-- == 0 ? throw new KilledException() : null;
            cut = false;
            try
            {
                board.Plug(text);
                await board.Work.RunAsync(stay: false, Token);
            }
            catch (KilledException)
            {
                cut = true;
            }
            disk.Fault = (_, _) => null;
            if (provisioned) Assert.Equal("kiosk-1", IdentityStore.Load(board.Data).Node);
            else if (IdentityStore.IsProvisioned(board.Data)) IdentityStore.Load(board.Data);
            // The next start goes on with what waits; where nothing does, the stick is plugged in again.
            if (board.Folder.Read() is null) board.Plug(text);
            await board.Work.RunAsync(stay: false, Token);
            var identity = IdentityStore.Load(board.Data);
            Assert.Equal(("kiosk-1", provisioned ? "localhost" : "127.0.0.1"), (identity.Node, identity.HttpsHost));
            Assert.Null(board.Folder.Read());
            Assert.True(steps < 200);
        }
        Assert.True(steps > 20, $"only {steps} operations");
    }
}
