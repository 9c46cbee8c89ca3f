using System.Net.Sockets;
using System.Text.Json;
using Edge.Hosting.Linux;

namespace Edge.Hosting.Sockets;

/// <summary>Asks a running program through its socket.</summary>
internal sealed class UnixSocketClient(string socket, SocketWords words, TimeSpan patience) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null, ConnectCallback = async (_, cancellationToken) => await ConnectAsync(socket, words, cancellationToken) })
    {
        BaseAddress = new Uri("http://localhost"),
        Timeout = patience,
    };

    /// <summary>Sends and returns a good answer.</summary>
    /// <exception cref="CommandException">The program is not there, or said no (then with its status); the message is the reason.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(request, until, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw new CommandException(words.Refused(response, await ReasonAsync(response, cancellationToken))) { Status = (int)response.StatusCode };
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as CommandException ?? new CommandException($"{words.Program} did not answer: {Reason.WithPath(e.InnerException ?? e)}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException($"{words.Program} did not answer within {patience}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Stream> ConnectAsync(string path, SocketWords words, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new CommandException(e.SocketErrorCode == SocketError.AccessDenied ? words.NoAccess : words.NotRunning, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string?> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(words.Reason, out var reason) ? reason.ToString() : null;
        }
        catch (JsonException)
        {
            // Not one of our answers: an error of the server itself, of which the status says enough.
            return null;
        }
    }
}

/// <summary>How a program's client speaks of it.</summary>
/// <param name="Program">What it is called in a sentence.</param>
/// <param name="NoAccess">This user may not open its socket.</param>
/// <param name="NotRunning">Nobody answers at its socket.</param>
/// <param name="Reason">The member of a refusal that says why.</param>
/// <param name="Refused">What to say of a refusal, with its reason where it gave one.</param>
internal sealed record SocketWords(string Program, Said NoAccess, Said NotRunning, string Reason, Func<HttpResponseMessage, string?, string> Refused);
