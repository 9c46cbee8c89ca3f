using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Agent.Identity;

namespace Edge.Agent.Provisioning;

/// <summary>Asks the hub for a certificate: enrolment over secure transport, RFC 7030.</summary>
internal sealed class EstClient(PinnedCa ca)
{
    private const int AnswerBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>First certificate, for the one-time secret. A retry with the same key gets one again.</summary>
    /// <exception cref="ProvisioningException">No certificate; trying again is safe.</exception>
    public Task<X509Certificate2> EnrolAsync(HostPort hub, byte[] request, string enrolId, string secret, CancellationToken cancellationToken) =>
        AskAsync(hub, "simpleenroll", request, null, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{enrolId}:{secret}"))), cancellationToken);

    /// <summary>Next certificate, for the present one.</summary>
    /// <exception cref="ProvisioningException">No certificate; trying again is safe.</exception>
    public Task<X509Certificate2> RenewAsync(HostPort hub, byte[] request, X509Certificate2 present, CancellationToken cancellationToken) =>
        AskAsync(hub, "simplereenroll", request, present, null, cancellationToken);

    private async Task<X509Certificate2> AskAsync(HostPort hub, string operation, byte[] request, X509Certificate2? own, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = ca.Client(own), UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = AnswerBytes };
        http.DefaultRequestHeaders.Authorization = authorization;
        using var content = new StringContent(Convert.ToBase64String(request, Base64FormattingOptions.InsertLineBreaks), Encoding.ASCII);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pkcs10");
        content.Headers.Add("Content-Transfer-Encoding", "base64");
        var address = new UriBuilder(Uri.UriSchemeHttps, hub.Host, hub.Port, $"/.well-known/est/{operation}").Uri;
        try
        {
            using var answer = await http.PostAsync(address, content, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? First(await answer.Content.ReadAsStringAsync(cancellationToken)) : throw Refused(hub, answer);
        }
        catch (HttpRequestException e)
        {
            throw new ProvisioningException(Unreachable(hub, e), e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProvisioningException($"the hub at {hub.Host}:{hub.Port} did not answer within {Patience.TotalSeconds} s; try again", e);
        }
    }

    private static X509Certificate2 First(string body)
    {
        try
        {
            return CertsOnly.Read(Convert.FromBase64String(body)) is [var first, ..] ? first : throw new ProvisioningException("the hub's answer holds no certificate");
        }
        catch (FormatException e)
        {
            throw new ProvisioningException("the hub's answer is not base64", e);
        }
    }

    private static ProvisioningException Refused(HostPort hub, HttpResponseMessage answer) => new($"the hub at {hub.Host}:{hub.Port} refused: " + answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized => "the one-time secret is unknown, expired, or was used by another key; make a new provisioning file on the hub (edge-hub node add)",
        HttpStatusCode.Forbidden => "the secret is spent or expired, or this board's key or certificate is revoked; ask the hub's operator for a new provisioning file, and for a board that was revoked add --replace, which makes a new key",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Accepted => $"too busy now; try again{After(answer)}",
        _ => $"HTTP {(int)answer.StatusCode}",
    });

    private static string After(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta is { } delta ? string.Create(CultureInfo.InvariantCulture, $" in {delta.TotalSeconds:0} s") : " later";

    private static string Unreachable(HostPort hub, HttpRequestException e) => e.InnerException is AuthenticationException
        ? $"{hub.Host}:{hub.Port} is not the hub of this provisioning file: its certificate is not one for '{Edge.Contracts.Names.HubServer}' by the hub's authority"
        : $"the hub at {hub.Host}:{hub.Port} cannot be reached ({(e.InnerException ?? e).Message}); check network and address, then try again";
}
