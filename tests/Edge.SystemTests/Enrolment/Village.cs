using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Enrolment;

/// <summary>A hub with two officers and a list of made-up people, and kiosks with virtual devices.</summary>
internal sealed class Village : IAsyncDisposable
{
    public const string Area = "test";
    public const string Officer = "lan";
    public const string Citizen = "001190000018";

    private const string Services = """{"services":{"card":{"steps":["identify","fingers","portrait","consent","review","receipt"],"fingers":[2,7]},"result":{"steps":[]}}}""";

    private readonly List<IDisposable> _clients = [];

    private Village(EdgeSystem system) => System = system;

    public EdgeSystem System { get; }

    public string Pin { get; private set; } = "";

    public string SecondPin { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Village> OpenAsync()
    {
        var village = new Village(await EdgeSystem.StartAsync());
        village.Pin = await village.AddOfficerAsync(Officer, "Lò Thị Lan");
        village.SecondPin = await village.AddOfficerAsync("minh", "Đinh Văn Minh");
        return village;
    }

    /// <summary>Imports people who are still missing: the lines after the header.</summary>
    public async Task ImportAsync(params string[] lines)
    {
        var file = Path.Combine(System.Folder, "people.csv");
        await File.WriteAllTextAsync(file, string.Join('\n', ["number,name,birth,sex,hamlet,residence,needs,lacks", .. lines, ""]), Token);
        await System.Hub.RunAsync(["worklist", "import", file, "--area", Area], null, Token);
    }

    public async Task<(Kiosk Kiosk, DeskClient Desk, Hands Hands)> KioskAsync(string name)
    {
        var services = Path.Combine(System.Folder, "services.json");
        await File.WriteAllTextAsync(services, Services, Token);
        var panel = FreePort.Next();
        var kiosk = await System.AddKioskAsync(name, setup => setup with
        {
            Environment = new Dictionary<string, string>(setup.Environment)
            {
                ["EDGE_Devices__Virtual"] = "true",
                ["EDGE_Simulator__Address"] = panel.ToString(),
                ["EDGE_Desk__Address"] = "127.0.0.1:0",
                ["EDGE_Enrolment__Services"] = services,
                ["EDGE_Enrolment__FingerPause"] = "00:00:00",
                ["EDGE_Kiosk__SamePress"] = "00:00:00",
                ["EDGE_Telemetry__Interval"] = "00:00:02",
                ["EDGE_Telemetry__Look"] = "00:00:01",
                ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(System.Folder, name + "-tmp")).FullName,
            },
        });
        await kiosk.StartAsync();
        var (desk, hands) = (new DeskClient(kiosk), new Hands(new Uri($"http://{panel}/")));
        _clients.AddRange(desk, hands);
        return (kiosk, desk, hands);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await System.DisposeAsync();
    }

    private async Task<string> AddOfficerAsync(string id, string name) =>
        (await System.Hub.RunAsync(["officer", "add", id, "--name", name, "--area", Area], null, Token)).Output.Trim();
}
