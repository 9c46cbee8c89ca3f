using Edge.SystemTests.Networks.Support;

namespace Edge.SystemTests.Networks;

/// <summary>A network without IPv4: enrolment, records and the doctor's handshakes go by IPv6, to a number or to a name.</summary>
public sealed class Ipv6OnlyTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("hub.example")]
    public async Task A_board_without_IPv4_is_enrolled_and_brings_its_records(string? host)
    {
        using var village = new Village(six: true);
        await using var names = new NameServer(village.BindNameServer());
        names.Tell("hub.example", village.HubAt);
        await using var post = await Post.OpenAsync(village);
        await post.EnrolAsync(host);
        await post.StartAsync();
        await post.SubmitAsync();
        await post.WaitStoredAsync();

        var said = await post.WaitSaidAsync("connected over wlan0", connected: true);
        Assert.Equal((Village.Wifi, $"{village.HubAt}", "đã kết nối qua wlan0", null), (said.Interface, said.HubIp, said.Vietnamese, said.Act));
        await post.StopAsync();
        var doctor = await post.DoctorAsync();
        Assert.Equal(("ok", "ok", "ok"), (doctor["hub-mqtt"].Grade, doctor["hub-https"].Grade, doctor["link"].Grade));
        if (host is not null) Assert.Equal($"hub.example is {village.HubAt}", doctor["dns"].Reason);
    }
}
