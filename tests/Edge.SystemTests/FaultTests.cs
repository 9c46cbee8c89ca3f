using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Edge.SystemTests.Enrolment;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>What is wrong with a board is seen everywhere that somebody looks, and gone everywhere when it is mended. How long it took is told, not judged: a busy machine must not decide.</summary>
public sealed class FaultTests
{
    private const string Node = "kiosk-1";
    private static readonly TimeSpan Dark = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_200_000)]
    public async Task Every_fault_is_on_the_light_the_display_the_queue_the_status_and_at_the_hub()
    {
        await using var system = await EdgeSystem.StartAsync();
        var panel = FreePort.Next();
        var kiosk = await system.AddKioskAsync(Node, setup => setup with
        {
            Environment = new Dictionary<string, string>(setup.Environment) { ["EDGE_Devices__Virtual"] = "true", ["EDGE_Simulator__Address"] = panel.ToString() },
        });
        await kiosk.StartAsync();
        using var hands = new Hands(new Uri($"http://{panel}/"));
        await using var eyes = new Eyes(new Uri($"http://{panel}/"));
        var places = new Places(system, kiosk, eyes);
        await places.WellAsync("at the start");
        foreach (var fault in All)
        {
            await fault.SetAsync(hands, true);
            await places.SeenAsync(fault);
            await fault.SetAsync(hands, false);
            await places.WellAsync(fault.Told);
        }
        places.Tell();
    }

    private static IReadOnlyList<Fault> All { get; } =
    [
        Printer("PaperOut", "paper-out", "Hết giấy / Paper out", "paper"),
        Printer("CoverOpen", "cover-open", "Mở nắp / Cover open", "device"),
        Printer("Cutter", "cutter-stuck", "Kẹt dao / Cutter", "device"),
        Plug("printer", "Mất máy in / Printer"),
        Plug("scanner", "Mất máy quét/Scanner"),
        Plug("keypad", "Mất bàn phím/Keypad"),
        Plug("speaker", "Mất loa / Speaker"),
        Plug("power", "Mất đo pin / Battery"),
        Plug("modem", "Mất modem / Modem"),
        Plug("finger", "Mất vân tay / Finger"),
        Plug("camera", "Mất máy ảnh / Camera"),
        Plug("card", "Mất đọc thẻ / Card"),
        // What is gone cannot say so itself.
        Plug("display", null),
        Plug("gpio", "Mất nút, đèn/Buttons") with { Light = false },
        new("power battery-low", "Pin sắp hết/Battery", "battery", async (hands, on) =>
        {
            await hands.DoAsync("mains", new { on = !on });
            await hands.DoAsync("charge", new { value = on ? 0 : 100 });
        }),
    ];

    private static Fault Printer(string fault, string told, string line, string cause) => new($"printer {told}", line, cause, (hands, on) => hands.DoAsync("printer", new { fault, on }));

    private static Fault Plug(string device, string? line) => new($"{device} failed", line, "device", (hands, on) => hands.DoAsync("plug", new { device, on = !on }));

    /// <param name="Told">As <c>queue show</c>, <c>status</c> and the hub have it.</param>
    /// <param name="Line">On the display; null where it cannot show it.</param>
    /// <param name="Cause">Why the hub says that the board needs attention.</param>
    /// <param name="SetAsync">Makes it, or mends it.</param>
    private sealed record Fault(string Told, string? Line, string Cause, Func<Hands, bool, Task> SetAsync)
    {
        /// <summary>The error light can tell it.</summary>
        public bool Light { get; init; } = true;
    }

    private sealed class Places(EdgeSystem system, Kiosk kiosk, Eyes eyes)
    {
        // What else a hub may find of a test's machine, its clock or its disk, is not about devices.
        private static readonly string[] OfDevices = ["device", "paper", "battery"];

        private readonly List<string> _table = ["fault | light | display | queue show | status | hub"];

        public async Task SeenAsync(Fault fault)
        {
            var since = Stopwatch.GetTimestamp();
            var seen = await Task.WhenAll(
                fault.Light ? TimedAsync(since, () => Task.FromResult(eyes.Lit), () => $"the error light is dark: {fault.Told}") : Task.FromResult("-"),
                fault.Line is { } line ? TimedAsync(since, () => Task.FromResult(eyes.Display.Contains(line)), () => $"the display does not say {line}") : Task.FromResult("-"),
                TimedAsync(since, async () => Told((await kiosk.Agent.QueueAsync(Token)).GetProperty("faults")).Contains(fault.Told), () => $"queue show does not tell {fault.Told}"),
                TimedAsync(since, async () => Told((await kiosk.Agent.StatusAsync(Token)).GetProperty("faults")).Contains(fault.Told), () => $"status does not tell {fault.Told}"),
                TimedAsync(since, async () => await HubAsync() is var (state, causes, faults) && state == "attention" && causes.Contains(fault.Cause) && (fault.Cause != "device" || faults.Contains(fault.Told)), () => $"the hub does not say {fault.Told}"));
            _table.Add($"{fault.Told} | {string.Join(" | ", seen)}");
        }

        public async Task WellAsync(string after)
        {
            var since = Stopwatch.GetTimestamp();
            await TimedAsync(since, async () => Told((await kiosk.Agent.QueueAsync(Token)).GetProperty("faults")).Count == 0, () => $"queue show still tells a fault after {after}");
            await TimedAsync(since, async () => Told((await kiosk.Agent.StatusAsync(Token)).GetProperty("faults")).Count == 0, () => $"status still tells a fault after {after}");
            var took = await TimedAsync(since, async () => await HubAsync() is var (state, causes, _) && state is not null && !causes.Intersect(OfDevices).Any(), () => $"the hub still sees a fault after {after}");
            _table.Add($"{after}: mended, at the hub after {took}");
            // A light that blinks is dark half the time: dark for longer than a blink is off.
            await TimedAsync(since, () => Task.FromResult(eyes.DarkFor > Dark), () => $"the error light still blinks after {after}");
        }

        public void Tell() => TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', _table));

        private async Task<string> TimedAsync(long since, Func<Task<bool>> condition, Func<string> otherwise)
        {
            await Until.TrueAsync(condition, Limit, () => $"{otherwise()}\n{kiosk.Agent.LastLines}\n{system.Hub.LastLines}");
            return string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
        }

        private async Task<(string? State, List<string?> Causes, List<string?> Faults)> HubAsync()
        {
            var facts = (await system.Hub.NodeAsync(Node, Token)).GetProperty("story").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "state").GetProperty("facts");
            return facts.ValueKind == JsonValueKind.Null ? (null, [], []) : (facts.GetProperty("state").GetString(), Texts(facts.GetProperty("causes")), Texts(facts.GetProperty("faults")));
        }

        private static List<string?> Texts(JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetString())];

        private static List<string> Told(JsonElement faults) => [.. faults.EnumerateArray().Select(f => $"{f.GetProperty("device").GetString()} {f.GetProperty("what").GetString()}")];

    }

    /// <summary>Looks at the front panel all the time, over one connection.</summary>
    private sealed class Eyes : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
        private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        private readonly Task _looking;
        private long _litAt = Stopwatch.GetTimestamp();

        public Eyes(Uri panel) => _looking = LookAsync(panel);

        public bool Lit { get; private set; }

        public TimeSpan DarkFor => Lit ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Volatile.Read(ref _litAt));

        public IReadOnlyList<string> Display { get; private set; } = [];

        public async ValueTask DisposeAsync()
        {
            await _ending.CancelAsync();
            await Task.WhenAny(_looking);
            _http.Dispose();
            _ending.Dispose();
        }

        private async Task LookAsync(Uri panel)
        {
            using var stream = await _http.GetStreamAsync(new Uri(panel, "api/state"), _ending.Token);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_ending.Token) is { } line)
            {
                if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
                var news = JsonElement.Parse(line["data: ".Length..]);
                if (news.TryGetProperty("display", out var display)) Display = [.. display.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!.Trim())];
                if (!news.TryGetProperty("lights", out var lights)) continue;
                if (Lit) Volatile.Write(ref _litAt, Stopwatch.GetTimestamp());
                Lit = lights.GetProperty("error").GetBoolean();
            }
        }
    }
}
