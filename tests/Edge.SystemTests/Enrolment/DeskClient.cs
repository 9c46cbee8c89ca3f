using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Time;

namespace Edge.SystemTests.Enrolment;

/// <summary>An officer at a board, by the calls the page makes: another front end would work like this.</summary>
internal sealed class DeskClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private readonly Kiosk _kiosk;
    private readonly HttpClient _http;

    public DeskClient(Kiosk kiosk)
    {
        _kiosk = kiosk;
        var path = Path.Combine(kiosk.Setup.Data, "agent.sock");
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = new Uri("http://local/v1/desk/"), Timeout = Limit };
    }

    /// <summary>What an officer pressed so far, beyond the PIN's digits.</summary>
    public int Acts { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Waits for the hub's list, then signs in.</summary>
    public async Task SignInAsync(string officer, string pin)
    {
        JsonElement answer = default;
        await Until.TrueAsync(async () =>
        {
            var response = await _http.PostAsJsonAsync("sign-in", new { officer, pin }, Token);
            answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            return response.IsSuccessStatusCode;
        }, Limit, () => $"{officer} cannot sign in at {_kiosk.Node}: {answer}\n{_kiosk.Agent.LastLines}");
        _http.DefaultRequestHeaders.Authorization = new("Bearer", answer.GetProperty("token").GetString());
        Acts++;
    }

    /// <summary>An act that has to succeed.</summary>
    public async Task ActAsync(string path, object? body = null)
    {
        var (status, text) = await TryAsync(path, body);
        Assert.True(status is >= 200 and < 300, $"{path} was answered {status}: {text}\n{_kiosk.Agent.LastLines}");
        Acts++;
    }

    public async Task<(int Status, string Text)> TryAsync(string path, object? body = null)
    {
        using var response = await _http.PostAsJsonAsync(path, body ?? new { }, Token);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    public Task<JsonElement> StateAsync() => _http.GetFromJsonAsync<JsonElement>("state", Token);

    public Task<byte[]> PortraitAsync(long number) => _http.GetByteArrayAsync($"case/portrait/{number}", Token);

    /// <summary>The step in hand; null where none is, <c>done</c> where all are.</summary>
    public async Task<string?> StepAsync() => await CaseAsync() is { } view ? (view.TryGetProperty("current", out var current) ? current.GetString()  : "done") : null;

    public async Task<JsonElement?> CaseAsync() => (await StateAsync()).TryGetProperty("case", out var view) && view.ValueKind == JsonValueKind.Object ? view : null;

    public async Task<JsonElement> StepAsync(string id) => (await CaseAsync())!.Value.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("id").GetString() == id);

    /// <summary>Waits until this step is in hand; null waits for the end of the case.</summary>
    public Task WaitAsync(string? step) => Until.TrueAsync(async () => await StepAsync() == step, Limit, () => $"the case at {_kiosk.Node} does not come to {step ?? "its end"}\n{_kiosk.Agent.LastLines}");

    public Task UntilAsync(Func<Task<bool>> holds, string what) => Until.TrueAsync(holds, Limit, () => $"{_kiosk.Node}: {what}\n{_kiosk.Agent.LastLines}");

    public void Dispose() => _http.Dispose();
}
