using Edge.SystemTests.Networks.Support;

namespace Edge.SystemTests.Networks;

/// <summary>Name servers that are dead, or lie: a hub that was seen is found where it was, and of one that never was it is said what is wrong.</summary>
public sealed class NameServerTests
{
    private const string Name = "hub.example";

    [Fact]
    public async Task A_hub_that_was_seen_is_found_again_without_a_name_server_and_beside_one_that_lies()
    {
        using var village = new Village();
        await using var names = new NameServer(village.BindNameServer());
        names.Tell(Name, village.HubAt);
        await using var post = await Post.OpenAsync(village);
        await post.EnrolAsync(Name);
        await post.StartAsync();
        await post.WaitSaidAsync("connected over wlan0", connected: true);
        await post.StopAsync();

        // Dead, and the board starts anew.
        names.Die();
        await post.StartAsync();
        await post.SubmitAsync();
        await post.WaitStoredAsync();
        var dead = await post.WaitSaidAsync("does not resolve or leads elsewhere (DNS): connected at its last known address", connected: true);
        Assert.Contains("dùng địa chỉ lần trước", dead.Vietnamese, StringComparison.Ordinal);
        Assert.Equal((true, $"{village.HubAt}"), (dead.ByLastAddress, dead.HubIp));
        Assert.Contains("connected at its last known address", await post.StatusTextAsync(), StringComparison.Ordinal);
        await post.StopAsync();
        var doctor = await post.DoctorAsync();
        Assert.Equal(($"the name {Name} does not resolve; the board uses its last known address: {village.HubAt}", "attention"), (doctor["dns"].Reason, doctor["dns"].Grade));
        Assert.Equal(("ok", "ok"), (doctor["hub-mqtt"].Grade, doctor["hub-https"].Grade));

        // Alive, and lying.
        names.Tell(Name, village.StrangerAt);
        names.Revive();
        await using var stranger = new SignInPage(tls: true, village.ListenAtStranger(8883), village.ListenAtStranger(8443));
        await post.StartAsync();
        await post.SubmitAsync();
        await post.WaitStoredAsync();
        Assert.True((await post.UplinkAsync()).ByLastAddress);
        doctor = await post.DoctorAsync();
        Assert.Equal(($"{Name} leads to {village.StrangerAt} now, and the hub was at {village.HubAt}: the board tries both", "attention"), (doctor["dns"].Reason, doctor["dns"].Grade));
        Assert.Equal("ok", doctor["hub-https"].Grade);
        Assert.Contains("the agent is connected over wlan0; the hub's name does not resolve or leads elsewhere", doctor["hub-mqtt"].Reason, StringComparison.Ordinal);
        Assert.StartsWith($"{Name} nay dẫn tới", doctor["dns"].Vietnamese, StringComparison.Ordinal);
        Assert.True(stranger.Visits > 0, "nobody has followed the lie");
        Assert.Equal(0, stranger.Told);
    }

    [Fact]
    public async Task A_hub_that_never_was_seen_is_reached_as_soon_as_its_name_is_told_right()
    {
        using var village = new Village();
        await using var names = new NameServer(village.BindNameServer());
        names.Tell(Name, village.HubAt);
        await using var post = await Post.OpenAsync(village);
        await post.EnrolAsync(Name);

        names.Die();
        await post.StartAsync();
        await post.SubmitAsync();
        var dead = await post.WaitSaidAsync("the hub's name does not resolve (DNS); records wait here", connected: false);
        Assert.StartsWith("không đổi được tên trung tâm ra địa chỉ (DNS)", dead.Vietnamese, StringComparison.Ordinal);
        var doctor = await post.DoctorAsync();
        Assert.Equal(("fault", "fault"), (doctor["dns"].Grade, doctor["hub-mqtt"].Grade));
        foreach (var line in (string[])["hub-mqtt", "hub-https"]) Assert.StartsWith("the hub's name does not resolve (DNS)", doctor[line].Reason, StringComparison.Ordinal);

        names.Tell(Name, village.StrangerAt);
        names.Revive();
        await using (var stranger = new SignInPage(tls: true, village.ListenAtStranger(8883)))
        {
            await post.WaitSaidAsync("somebody else answers in the hub's place", connected: false);
            Assert.Contains($"({village.StrangerAt})", (await post.DoctorAsync())["hub-mqtt"].Detail, StringComparison.Ordinal);
            Assert.Equal(0, stranger.Told);
        }

        names.Tell(Name, village.HubAt);
        await post.WaitStoredAsync();
    }
}
