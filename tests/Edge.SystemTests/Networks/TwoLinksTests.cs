using Edge.SystemTests.Networks.Support;

namespace Edge.SystemTests.Networks;

/// <summary>Wi-Fi and a modem: records go over whichever leads to the hub, whatever the system prefers, and the status says which.</summary>
public sealed class TwoLinksTests
{
    [Fact]
    public async Task A_board_follows_the_route_from_Wi_Fi_to_the_modem_and_back()
    {
        using var village = new Village(modem: true);
        await using var post = await Post.OpenAsync(village);
        await post.EnrolAsync();
        await post.StartAsync();
        await post.SubmitAsync();
        await post.WaitStoredAsync();
        Assert.Equal(Village.Wifi, (await post.UplinkAsync()).Interface);

        village.Unplug(Village.Wifi);
        await post.SubmitAsync();
        await post.WaitStoredAsync();
        await post.WaitSaidAsync("connected over wwan0", connected: true);

        village.Plug(Village.Wifi);
        village.Unplug(Village.Modem);
        await post.SubmitAsync();
        await post.WaitStoredAsync();
        await post.WaitSaidAsync("connected over wlan0", connected: true);
    }

    [Fact]
    public async Task A_link_that_is_up_and_dead_does_not_keep_records_from_the_other()
    {
        using var village = new Village(modem: true);
        await using var post = await Post.OpenAsync(village);
        await post.EnrolAsync();
        village.Kill(Village.Wifi);
        await post.StartAsync();
        await post.SubmitAsync();
        await post.WaitStoredAsync();

        var said = await post.WaitSaidAsync("connected over wwan0; over wlan0, which the system prefers, the hub did not answer", connected: true);
        Assert.Contains("đã kết nối qua wwan0; wlan0, đường hệ thống chọn trước", said.Vietnamese, StringComparison.Ordinal);
        Assert.Contains("look at wlan0", said.Act, StringComparison.Ordinal);
        var doctor = await post.DoctorAsync();
        Assert.Equal("attention", doctor["hub-mqtt"].Grade);
        Assert.Contains("the agent is connected over wwan0; over wlan0", doctor["hub-mqtt"].Reason, StringComparison.Ordinal);
        Assert.Equal("ok", doctor["hub-https"].Grade);
        Assert.EndsWith("; also wwan0", doctor["link"].Reason, StringComparison.Ordinal);
        await post.StopAsync();
        Assert.Equal("ok", (await post.DoctorAsync())["hub-mqtt"].Grade);
    }

    [Fact]
    public async Task A_sign_in_page_on_one_link_does_not_keep_records_from_the_other()
    {
        using var village = new Village(modem: true);
        await using var post = await Post.OpenAsync(village);
        await post.EnrolAsync();
        village.Capture(Village.Wifi);
        await using var page = new SignInPage(tls: true, village.ListenAtRouter(Village.Wifi, 8883));
        await post.StartAsync();
        await post.SubmitAsync();
        await post.WaitStoredAsync();
        await post.WaitSaidAsync("connected over wwan0; over wlan0, which the system prefers, the hub did not answer", connected: true);
        Assert.True(page.Visits > 0, "nobody has come to the page");
        Assert.Equal(0, page.Told);
    }
}
