using System.Text.RegularExpressions;

namespace Edge.Hosting.Tests;

/// <summary>The map. Rooms are the folders of a program, and namespaces are folders: a room may use those that stand before it here, and what stands in the program's root, and no others.</summary>
public sealed partial class RoomTests
{
    private static readonly Dictionary<string, string[]> Map = new(StringComparer.Ordinal)
    {
        ["Edge.Agent"] = ["Storage", "Identity", "Spool", "Custody", "Journal", "Devices", "Telemetry", "Power", "Uplink", "Courier", "Kiosk", "Enrolment", "Update", "Commissioning", "Desk", "Simulator", "Admin", "Doctor", "Cli"],
        ["Edge.Hub"] = ["Keys", "Archive", "Audit", "Boards", "Broker", "Chains", "Objects", "Areas", "Settings", "Trust", "Fleet", "Export", "Backup", "Ingest", "Courier", "Progress", "Releases", "Accounts", "Views", "Alerts", "Metrics", "Api", "Dashboard", "Admin", "Cli"],
        ["Edge.Hosting"] = ["Linux", "Configuration", "Waiting", "Systemd", "Sockets", "Manual", "Commands"],
    };

    /// <summary>What a program may use beside itself.</summary>
    private static readonly Dictionary<string, string[]> Shared = new(StringComparer.Ordinal)
    {
        ["Edge.Agent"] = ["Edge.Contracts", "Edge.Hosting", "Edge.Mqtt"],
        ["Edge.Hub"] = ["Edge.Contracts", "Edge.Hosting", "Edge.Mqtt"],
        ["Edge.Hosting"] = ["Edge.Contracts"],
    };

    public static TheoryData<string> Programs => [.. Map.Keys];

    [Theory, MemberData(nameof(Programs))]
    public void Rooms_use_only_what_is_below_them(string program) => Assert.Empty(Wrong(program, Sources(program)));

    [Theory, MemberData(nameof(Programs))]
    public void Every_room_is_on_the_map_and_every_namespace_is_its_folder(string program)
    {
        var sources = Sources(program);
        Assert.Equal(Map[program].Order(), sources.Select(s => Room(s.Folder)).Where(r => r.Length > 0).Distinct().Order());
        Assert.Empty(sources.Where(s => Namespace().Match(s.Text) is { Success: true } found && found.Groups[1].Value != string.Join('.', [program, .. s.Folder])).Select(s => s.Name));
    }

    [Fact]
    public void A_using_that_points_upwards_is_found()
    {
        string[] spool = ["Spool", "Kept"];
        Assert.Equal(["X.cs: Spool uses Uplink"], Wrong("Edge.Agent", [new Source("X.cs", spool, "using Edge.Agent.Storage;\nusing Edge.Agent.Spool.Files;\nusing static Edge.Agent.Uplink.Pace;\n")]));
        Assert.Equal(["X.cs: Spool uses Edge.Hub.Ingest.Batch"], Wrong("Edge.Agent", [new Source("X.cs", spool, "using Batch = Edge.Hub.Ingest.Batch;\n")]));
        Assert.Empty(Wrong("Edge.Agent", [new Source("X.cs", spool, "using Edge.Hosting.Linux;\nusing Edge.Contracts.Wire;\n")]));
    }

    private static List<string> Wrong(string program, IReadOnlyList<Source> sources) =>
        [.. sources.Where(s => s.Name != "Program.cs").SelectMany(s => Using().Matches(s.Text).Select(m => Problem(program, s, m.Groups[1].Value)).OfType<string>()).Distinct().Order(StringComparer.Ordinal)];

    private static string? Problem(string program, Source source, string used)
    {
        var room = Room(source.Folder);
        if (used != program && !used.StartsWith(program + ".", StringComparison.Ordinal))
        {
            return Shared[program].Any(s => used == s || used.StartsWith(s + ".", StringComparison.Ordinal)) ? null : $"{source.Name}: {room} uses {used}";
        }
        var other = used.Split('.').ElementAtOrDefault(2) ?? "";
        return Array.IndexOf(Map[program], other) <= Array.IndexOf(Map[program], room) ? null : $"{source.Name}: {room} uses {other}";
    }

    private static List<Source> Sources(string program)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Edge.sln"))) root = Path.GetDirectoryName(root)!;
        var folder = Path.Combine(root, "src", program);
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(f => (File: f, Parts: Path.GetRelativePath(folder, f).Split('/')));
        return [.. files.Where(f => f.Parts[0] is not ("bin" or "obj")).Select(f => new Source(f.Parts[^1], f.Parts[..^1], File.ReadAllText(f.File)))];
    }

    private static string Room(IReadOnlyList<string> folder) => folder.FirstOrDefault("");

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(Edge(?:\.\w+)+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    private sealed record Source(string Name, string[] Folder, string Text);
}
