using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Edge.Hub.Tests.Alerts;

/// <summary>Somebody else's HTTP server that alerts are posted to.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public HookServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            Got.Enqueue((context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body.ToArray()));
            context.Response.StatusCode = Status;
        });
    }

    public int Status { get; set; } = 200;

    public ConcurrentQueue<(Dictionary<string, string> Headers, byte[] Body)> Got { get; } = new();

    public Uri Address => new(_app.Urls.First());

    public static async Task<HookServer> StartAsync()
    {
        var server = new HookServer();
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A mail server that takes everything, in the clear.</summary>
internal sealed class MailServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public MailServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ConcurrentQueue<(List<string> To, string Text)> Got { get; } = new();

    /// <summary>What it answers to who the mail is from; it takes none where that is no 250.</summary>
    public string FromAnswer { get; set; } = "250 ok";

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException or IOException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 mail.test");
        var to = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "RCPT") to.Add(line);
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync() is { } part && part != ".") text.AppendLine(part);
                Got.Enqueue((to, text.ToString()));
            }
            await writer.WriteLineAsync(verb switch { "QUIT" => "221 bye", "MAIL" => FromAnswer, _ => "250 ok" });
            if (verb == "QUIT") return;
        }
    }
}
