using System.Net.Sockets;
using System.Text;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Edge.Testing;

namespace Edge.Hosting.Tests;

public sealed class UnixSocketClientTests : IDisposable
{
    private static readonly SocketWords Words = new("the lamp", new("không được phép", "no access"), new("không đèn nào chạy", "no lamp is running"), "why", (answer, reason) => $"{reason ?? "no reason"} ({(int)answer.StatusCode})");

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_program_that_is_not_there_is_said_not_to_run() => Assert.Equal(("no lamp is running", null), await RefusalAsync());

    [Theory]
    [InlineData("HTTP/1.1 409 Conflict", "{\"why\":\"it is on already\"}", "it is on already (409)", 409)]
    [InlineData("HTTP/1.1 500 Internal Server Error", "<p>broken</p>", "no reason (500)", 500)]
    [InlineData("HTTP/1.1 500 Internal Server Error", "[]", "no reason (500)", 500)]
    [InlineData("HTTP/1.1 500 Internal Server Error", "", "no reason (500)", 500)]
    [InlineData("nonsense", "", null, null)]
    public async Task A_refusal_is_told_with_its_reason_and_status(string line, string body, string? said, int? status)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_folder.File("lamp.sock")));
        listener.Listen();
        var served = ServeAsync(listener, $"{line}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        var refusal = await RefusalAsync();
        await served;
        Assert.Equal(status, refusal.Status);
        if (said is not null) Assert.Equal(said, refusal.Message);
        else Assert.StartsWith("the lamp did not answer: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent.sock")]
    [InlineData("hub.sock")]
    public void A_path_that_fits_no_socket_is_said_with_its_length_and_the_limit(string name)
    {
        var folder = "/" + new string('d', 107 - name.Length - 2);
        SocketPath.Check(Path.Combine(folder, name));
        Assert.Equal($"--data {folder}d is too long: its {name} has 108 bytes and a socket's path at most 107", Assert.Throws<ConfigurationException>(() => SocketPath.Check(Path.Combine(folder + "d", name))).Message);
    }

    private static async Task ServeAsync(Socket listener, string answer)
    {
        using var peer = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await peer.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        await peer.SendAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }

    private async Task<(string Message, int? Status)> RefusalAsync()
    {
        using var client = new UnixSocketClient(_folder.File("lamp.sock"), Words, TimeSpan.FromMinutes(1));
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/status");
        var refusal = await Assert.ThrowsAsync<CommandException>(() => client.SendAsync(request, HttpCompletionOption.ResponseContentRead, TestContext.Current.CancellationToken));
        return (refusal.Message, refusal.Status);
    }

    public void Dispose() => _folder.Dispose();
}
