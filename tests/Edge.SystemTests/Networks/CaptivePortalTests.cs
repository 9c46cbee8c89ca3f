using Edge.SystemTests.Networks.Support;

namespace Edge.SystemTests.Networks;

/// <summary>A network that answers in everybody's place until somebody signs in: it is told by name, it is told nothing, and what waits goes when it lets go.</summary>
public sealed class CaptivePortalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sign_in_page_is_named_and_told_nothing(bool tls)
    {
        using var village = new Village();
        await using var post = await Post.OpenAsync(village);
        var file = await post.FileAsync();
        village.Capture(Village.Wifi);
        await using var page = new SignInPage(tls, village.ListenAtRouter(Village.Wifi, 8883), village.ListenAtRouter(Village.Wifi, 8443));

        var refused = await post.TryEnrolAsync(file);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("a sign-in page of the network?", refused.Errors, StringComparison.Ordinal);

        village.Release(Village.Wifi);
        Assert.Equal(0, (await post.TryEnrolAsync(file)).ExitCode);
        village.Capture(Village.Wifi);
        await post.StartAsync();
        await post.SubmitAsync();
        var said = await post.WaitSaidAsync("somebody else answers in the hub's place: a sign-in page of the network?", connected: false);
        Assert.Contains("có ai khác trả lời thay trung tâm: trang đăng nhập của mạng?", said.Vietnamese, StringComparison.Ordinal);
        Assert.Contains("sign in if asked", said.Act, StringComparison.Ordinal);
        Assert.Contains("records wait here", said.Summary, StringComparison.Ordinal);

        var doctor = await post.DoctorAsync();
        Assert.Equal(("fault", "attention"), (doctor["hub-mqtt"].Grade, doctor["hub-https"].Grade));
        foreach (var line in (string[])["hub-mqtt", "hub-https"])
        {
            Assert.StartsWith("somebody else answers in the hub's place", doctor[line].Reason, StringComparison.Ordinal);
            Assert.StartsWith("có ai khác trả lời thay trung tâm", doctor[line].Vietnamese, StringComparison.Ordinal);
            Assert.Contains("open a web page on this network", doctor[line].Act, StringComparison.Ordinal);
        }
        foreach (var language in (string[])["en", "vi"]) Assert.All(await post.DoctorScreenAsync(language), l => Assert.True(l.Length < 80, l));
        Assert.True(page.Visits > 2, $"only {page.Visits} have come to the page");
        Assert.Equal(0, page.Told);

        village.Release(Village.Wifi);
        await post.WaitStoredAsync();
        Assert.Equal("ok", (await post.DoctorAsync())["hub-mqtt"].Grade);
    }
}
