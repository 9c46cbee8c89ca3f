using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Edge.Benchmarks.Measuring;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Fleet;

/// <summary>A signed-in user who goes from page to page.</summary>
internal sealed partial class OperatorClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly int _number;

    private OperatorClient(HttpClient http, int number) => (_http, _number) = (http, number);

    public Samples Pages { get; } = new();

    public static async Task<OperatorUser> AddUserAsync(HubProcess hub, string data, CancellationToken cancellationToken)
    {
        var user = new OperatorUser($"op-{ProcessorTime.OfMachine().Ticks.ToString(CultureInfo.InvariantCulture)}", "benchmark of a fleet 11000");
        var file = Path.Combine(data, "..", "password");
        await File.WriteAllTextAsync(file, user.Password + "\n", cancellationToken);
        await hub.RunAsync(["user", "add", user.Name, "--role", "viewer", "--password-file", file, "--language", "en"], null, cancellationToken);
        return user;
    }

    public static async Task<OperatorClient> SignInAsync(Uri hub, OperatorUser user, int number, CancellationToken cancellationToken)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, CookieContainer = new CookieContainer() };
#pragma warning disable CA5359 // This machine's own hub, with a certificate it made itself.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        var http = new HttpClient(handler) { BaseAddress = hub, Timeout = TimeSpan.FromMinutes(1) };
        // As a browser says that a form is the hub's own.
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        var page = await http.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative), cancellationToken);
        var token = Token().Match(page).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["returnUrl"] = "/", ["name"] = user.Name, ["password"] = user.Password });
        using var answer = await http.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form, cancellationToken);
        if (!(await answer.Content.ReadAsStringAsync(cancellationToken)).Contains("grid fleet", StringComparison.Ordinal)) throw new BenchException($"an operator could not sign in: {(int)answer.StatusCode} at {answer.RequestMessage?.RequestUri}");
        return new OperatorClient(http, number);
    }

    public async Task BrowseAsync(CancellationToken cancellationToken)
    {
        string[] places = ["/", $"/?area={FleetPlan.Group}", $"/board/{FleetFolder.NameOf(_number)}", "/alerts"];
        try
        {
            await Task.Delay(Pause * _number / 10, TimeProvider.System, cancellationToken);
            for (var i = 0; ; i++)
            {
                await Pages.TimeAsync(() => _http.GetStringAsync(new Uri(places[i % places.Length], UriKind.Relative), cancellationToken));
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Enough.
        }
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>Who signs in.</summary>
internal sealed record OperatorUser(string Name, string Password);
