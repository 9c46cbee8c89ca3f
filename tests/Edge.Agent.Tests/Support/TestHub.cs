using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Support;

/// <summary>As much of a hub as enrolment needs: EST over HTTPS, the secret bound to the first key.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<string?> _greeted;
    private byte[]? _boundKey;

    private TestHub(WebApplication app, Func<string?> greeted) => (_app, _greeted) = (app, greeted);

    /// <summary>Breaks the connection this many times after the certificate was made, as a cut link would.</summary>
    public int AnswersToLose { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public (DateTimeOffset From, DateTimeOffset To)? Validity { get; set; }

    /// <summary>By which name whoever asked last greeted, in TLS and in HTTP.</summary>
    public (string? Tls, string Http) Called { get; private set; }

    public int Port => new Uri(_app.Urls.Single()).Port;

    public static async Task<TestHub> StartAsync(X509Certificate2 certificate)
    {
        string? greeted = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (_, name) =>
            {
                greeted = name;
                return certificate;
            },
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        })));
        var hub = new TestHub(builder.Build(), () => greeted);
        hub._app.MapPost("/.well-known/est/{operation}", hub.AnswerAsync);
        await hub._app.StartAsync(TestContext.Current.CancellationToken);
        return hub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Called = (_greeted(), context.Request.Host.Host);
        using var reader = new StreamReader(context.Request.Body);
        var request = Convert.FromBase64String(await reader.ReadToEndAsync(context.RequestAborted));
        var operation = (string)context.Request.RouteValues["operation"]!;
        Requests.Enqueue($"{operation} {context.Request.ContentType}");
        if (!IsAllowed(context, operation, request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        using var certificate = TestCertificates.Board(request, from: Validity?.From, to: Validity?.To);
        if (AnswersToLose-- > 0)
        {
            context.Abort();
            return;
        }
        context.Response.ContentType = "application/pkcs7-mime; smime-type=certs-only";
        await context.Response.WriteAsync(Convert.ToBase64String(new X509Certificate2Collection(certificate).Export(X509ContentType.Pkcs7)!, Base64FormattingOptions.InsertLineBreaks));
    }

    private bool IsAllowed(HttpContext context, string operation, byte[] request)
    {
        if (operation == "simplereenroll") return context.Connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false) == "kiosk-1";
        if (context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("enrol-1:one-time-secret"))) return false;
        var key = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256).PublicKey.ExportSubjectPublicKeyInfo();
        _boundKey ??= key;
        return _boundKey.AsSpan().SequenceEqual(key);
    }
}
