using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Contracts.Settings;
using Edge.Mqtt;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>Asks the hub for a certificate: enrolment over secure transport, RFC 7030.</summary>
/// <param name="lastSeen">Where a hub's name led before.</param>
internal sealed class EstClient(PinnedCa ca, SegmentSize segments, Func<string, IReadOnlyList<IPAddress>> lastSeen)
{
    private readonly HostLookup _names = new(TimeProvider.System);

    private const int AnswerBytes = 64 * 1024;
    // As many as there are sizes of segments to try.
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);

    /// <summary>For one command: there is no time to see whether a handshake without an answer was chance.</summary>
    public static EstClient ForOneCommand(PinnedCa ca, Func<string, IReadOnlyList<IPAddress>>? lastSeen = null) => new(ca, new SegmentSize(TimeProvider.System, tries: 1), lastSeen ?? (_ => []));

    /// <summary>First certificate, for the one-time secret. A retry with the same key gets one again.</summary>
    /// <exception cref="ProvisioningException">No certificate; trying again is safe.</exception>
    public Task<X509Certificate2> EnrolAsync(HubAddress hub, byte[] request, string enrolId, string secret, CancellationToken cancellationToken) =>
        AskAsync(hub, "simpleenroll", request, null, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{enrolId}:{secret}"))), cancellationToken);

    /// <summary>Next certificate, for the present one.</summary>
    /// <exception cref="ProvisioningException">No certificate; trying again is safe.</exception>
    public Task<X509Certificate2> RenewAsync(HubAddress hub, byte[] request, X509Certificate2 present, CancellationToken cancellationToken) =>
        AskAsync(hub, "simplereenroll", request, present, null, cancellationToken);

    /// <summary>Whether the hub speaks with us at all: a TLS handshake with our certificate, and a question that changes nothing. The result is the largest TCP segment, where larger packets get lost on the way.</summary>
    /// <exception cref="ProvisioningException">It does not; the message says why.</exception>
    public async Task<int?> ReachAsync(HubAddress hub, X509Certificate2 own, CancellationToken cancellationToken)
    {
        var (body, limit) = await SendAsync(hub, own, () => new HttpRequestMessage(HttpMethod.Get, Address(hub, "cacerts")), cancellationToken);
        First(body).Dispose();
        return limit;
    }

    private async Task<X509Certificate2> AskAsync(HubAddress hub, string operation, byte[] request, X509Certificate2? own, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        var (body, _) = await SendAsync(hub, own, Request, cancellationToken);
        return First(body);

        HttpRequestMessage Request()
        {
            var content = new StringContent(Convert.ToBase64String(request, Base64FormattingOptions.InsertLineBreaks), Encoding.ASCII);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/pkcs10");
            content.Headers.Add("Content-Transfer-Encoding", "base64");
            var message = new HttpRequestMessage(HttpMethod.Post, Address(hub, operation)) { Content = content };
            message.Headers.Authorization = authorization;
            return message;
        }
    }

    // What may be sent once may be sent again: the same key gets its certificate again.
    private async Task<(string Body, int? SegmentBytes)> SendAsync(HubAddress hub, X509Certificate2? own, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var dial = new HubDial(segments, lastSeen(hub.Host), _names, attempt - 1, TimeProvider.System);
            try
            {
                using var handler = new SocketsHttpHandler { SslOptions = ca.Client(own), UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = HandshakePatience, ConnectCallback = dial.ConnectAsync };
                using var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = AnswerBytes };
                using var message = request();
                // It is the name of the TLS greeting too, whatever SslOptions say: by an address's own name the hub may show people's certificate.
                message.Headers.Host = Edge.Contracts.Names.HubServer;
                using var answer = await http.SendAsync(message, cancellationToken);
                if (dial.Answered is { } hubAddress) segments.Answered(hubAddress, dial.Way);
                return answer.StatusCode == HttpStatusCode.OK ? (await answer.Content.ReadAsStringAsync(cancellationToken), dial.SegmentBytes) : throw Refused(hub, answer);
            }
            catch (HttpRequestException e) when (e.InnerException is AuthenticationException && attempt < Math.Min(dial.Choices, Attempts))
            {
                // A sign-in page of one link, or a name that leads astray: at another address, or over another link, the hub itself may answer.
            }
            catch (HttpRequestException e)
            {
                throw new ProvisioningException(Unreachable(hub, dial, e), e) { Passes = true };
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (!dial.Resolved) throw new ProvisioningException($"{hub}: the name did not resolve within {HandshakePatience.TotalSeconds} s: no name server (DNS) answers; check the network, then try again", e) { Passes = true };
                if (dial.Answered is not { } hubAddress) throw new ProvisioningException($"the hub at {hub} did not answer within {HandshakePatience.TotalSeconds} s; check network and firewall, then try again", e) { Passes = true };
                segments.Unanswered(hubAddress, dial.Way);
                if (attempt == Attempts) throw new ProvisioningException($"the hub at {hub} took the TCP connection and then did not answer, with small packets neither; try again", e) { Passes = true };
            }
        }
    }

    private static Uri Address(HubAddress hub, string operation) => new UriBuilder(Uri.UriSchemeHttps, hub.Host, hub.Port, $"/.well-known/est/{operation}").Uri;

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

    private static ProvisioningException Refused(HubAddress hub, HttpResponseMessage answer) => new($"the hub at {hub} refused: " + answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized => "the one-time secret is unknown, expired, or was used by another key; make a new provisioning file on the hub (edge-hub node add)",
        HttpStatusCode.Forbidden => "the secret is spent or expired, or this board's key or certificate is revoked; ask the hub's operator for a new provisioning file, and for a board that was revoked add --replace, which makes a new key",
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.Accepted => $"too busy now; try again{After(answer)}",
        _ => $"HTTP {(int)answer.StatusCode}",
    })
    {
        // Of a hub that is in trouble nothing is known yet.
        Passes = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Accepted || (int)answer.StatusCode >= 500,
    };

    private static string After(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter?.Delta is { } delta ? string.Create(CultureInfo.InvariantCulture, $" in {delta.TotalSeconds:0} s") : " later";

    private static string Unreachable(HubAddress hub, HubDial dial, HttpRequestException e) => e.InnerException switch
    {
        // Bytes that are no TLS record: the library has nothing else to say of them.
        AuthenticationException a when a.Message.Contains("frame size", StringComparison.Ordinal) || a.InnerException is { Message: var said } && said.Contains("wrong version", StringComparison.Ordinal) =>
            $"whoever answers at {hub}{Where(hub, dial)} does not speak TLS: a sign-in page of the network? Sign in there, or use another network, then try again",
        AuthenticationException => $"{hub}{Where(hub, dial)} is not the hub of this provisioning file: its certificate is not one for '{Edge.Contracts.Names.HubServer}' by the hub's authority; a sign-in page of the network?",
        _ when !dial.Resolved => $"{hub}: the name does not resolve ({(e.InnerException ?? e).Message}); check the network and its name server (DNS), then try again",
        _ => $"the hub at {hub} cannot be reached ({(e.InnerException ?? e).Message}); check network and address, then try again",
    };

    // Of a name it matters where it led.
    private static string Where(HubAddress hub, HubDial dial) => dial.Answered is { } at && !IPAddress.TryParse(hub.Host, out _) ? $" ({at})" : "";
}
