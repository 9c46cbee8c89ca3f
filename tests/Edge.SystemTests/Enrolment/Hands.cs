using System.Net.Http.Json;
using System.Text.Json;
using Edge.SystemTests.Panel;

namespace Edge.SystemTests.Enrolment;

/// <summary>A citizen's hands and eyes at a virtual kiosk: buttons, card, fingers, and what came out and was said.</summary>
internal sealed class Hands(Uri panel) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = panel, Timeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task PressAsync(string button) => PostAsync("press", new { button });

    public Task ScanAsync(string code) => PostAsync("scan", new { code });

    public Task CardAsync(string citizen) => PostAsync("scan", new { citizen });

    public Task FingerAsync(string kind) => PostAsync("finger", new { kind });

    /// <summary>A finger that stays until it is taken away; the next one is laid at once.</summary>
    public Task RestAsync(string? kind) => PostAsync("finger", kind is null ? new { on = false } : new { kind, on = true });

    /// <summary>Anything else that hands do to the kiosk, by the panel's name for it.</summary>
    public Task DoAsync(string what, object body) => PostAsync(what, body);

    /// <summary>What the page is shown first: everything.</summary>
    public async Task<JsonElement> LookAsync()
    {
        using var stream = await _http.GetStreamAsync("api/state", Token);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal)) return JsonElement.Parse(line["data: ".Length..]);
        }
        throw new InvalidDataException("the panel ended without saying anything");
    }

    public async Task<long> PapersAsync() => (await LookAsync()).GetProperty("papers").GetProperty("last").GetInt64();

    /// <summary>What is written in the code of a paper that came out.</summary>
    public async Task<string> CodeAsync(long paper)
    {
        var run = (await LookAsync()).GetProperty("kiosk").GetProperty("run").GetString();
        return await QrReader.ReadAsync(await _http.GetByteArrayAsync($"papers/{run}/{paper}.png", Token), Token);
    }

    /// <summary>The last sentences the kiosk said.</summary>
    public async Task<string> SaidAsync() => string.Join(" | ", (await LookAsync()).GetProperty("speech").GetProperty("said").EnumerateArray().Select(s => s.GetProperty("text").GetString()));

    public void Dispose() => _http.Dispose();

    private async Task PostAsync(string what, object body)
    {
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/{what}") { Content = content };
        request.Headers.Add("Origin", panel.GetLeftPart(UriPartial.Authority));
        using var response = await _http.SendAsync(request, Token);
        Assert.True(response.IsSuccessStatusCode, $"{what}: {await response.Content.ReadAsStringAsync(Token)}");
    }
}
