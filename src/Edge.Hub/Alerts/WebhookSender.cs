using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Hub.Alerts;

/// <summary>Posts alerts as JSON. The signature is over time and body, so that neither can be changed nor used again later.</summary>
internal sealed class WebhookSender(Uri to, byte[] secret, TimeProvider time) : IAlertSender, IDisposable
{
    public const string Signature = "Edge-Signature";
    public const string Timestamp = "Edge-Timestamp";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(20),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    public string Way => "webhook";

    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(message.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.Add("Idempotency-Key", message.Id.ToString());
        request.Headers.Add(Timestamp, at);
        request.Headers.Add(Signature, $"sha256={Sign(secret, at, body)}");
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new AlertNotSentException($"{to.Host} answered {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new AlertNotSentException($"{to.Host} cannot be reached: {e.Message}", e);
        }
    }

    /// <summary>HMAC-SHA256 over the time, a dot and the body, in hexadecimal digits.</summary>
    public static string Sign(byte[] secret, string timestamp, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(secret.AsSpan(), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]));

    public void Dispose() => _http.Dispose();
}
