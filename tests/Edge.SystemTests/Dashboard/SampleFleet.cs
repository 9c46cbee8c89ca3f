using System.Text.Json.Nodes;
using Edge.Contracts.Areas;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Accounts;
using Edge.Hub.Alerts;
using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Fleet;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Settings;
using Edge.Hub.Views;
using Edge.Hub.Views.Fleet;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.SystemTests.Dashboard;

/// <summary>A made-up fleet such as an operator has before them: sixty boards in the communes of a mountain province, in every state there is, written where a hub has it.</summary>
internal static class SampleFleet
{
    public static readonly (string Area, int Boards)[] Areas =
    [
        ("muong-lay", 8), ("muong-nhe", 11), ("nam-po", 9), ("tua-chua", 8), ("dien-bien-dong", 9), ("tuan-giao", 8), ("muong-cha", 7),
    ];

    private static readonly string[] Places = ["lay-nua", "na-lay", "song-da", "sin-thau", "leng-su-sin", "chung-chai", "muong-toong", "nam-ke", "pa-my", "huoi-lech", "sen-thuong", "si-pa-phin", "nam-nhu"];

    private static readonly Actor Lan = Actor.User(DashboardHub.NameOf(Role.Operator));

    /// <summary>The boards, each a life of its own.</summary>
    public static IReadOnlyList<SampleBoard> Boards { get; } = Make();

    /// <summary>Writes everything into a hub that has nothing yet; it is shown from its next start on.</summary>
    public static async Task FillAsync(DashboardHub hub, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var role in Enum.GetValues<Role>()) await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser(DashboardHub.NameOf(role), role, "vi", DashboardHub.Password), cancellationToken);
        await hub.Get<TokenBook>().AddAsync(Actor.User(DashboardHub.NameOf(Role.Admin)), new TokenRequest("bao-cao-tinh", Role.Viewer, 90), cancellationToken);
        foreach (var board in Boards) await hub.Get<Edge.Hub.Boards.Enrolment>().EnsureAsync(board.Node, board.Area, "hub.dienbien.example:8883", "hub.dienbien.example:8443", cancellationToken);
        await hub.Get<ArchiveWriter>().ChangeAsync(async db =>
        {
            foreach (var board in Boards) SampleArchive.Write(db, board, now);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        foreach (var board in Boards.Where(b => b.Silence is not null)) Tell(hub, board, now);
        foreach (var board in Boards.Where(b => b.Locked)) await hub.Get<NodeRegistry>().RevokeAsync(board.Node, cancellationToken);
        await hub.Get<HabitBook>().LearnAsync(Boards.Count, cancellationToken);
        await AreasAsync(hub, cancellationToken);
        await AlertsAsync(hub, cancellationToken);
        await SettingsAsync(hub, cancellationToken);
        await hub.Get<BoardCommands>().NoteAsync(Lan, Boards[0].Node, "Đã gọi cán bộ xã: ăng-ten bị gió lật, hẹn chiều thứ Sáu sửa.", cancellationToken);
    }

    /// <summary>Boards that are connected say so to a hub that has just started.</summary>
    public static void Connect(DashboardHub hub)
    {
        foreach (var board in Boards.Where(b => b.Online && !b.Locked)) Tell(hub, board, TimeProvider.System.GetUtcNow());
    }

    /// <summary>A board's birth, as it comes over the broker.</summary>
    public static void Tell(DashboardHub hub, SampleBoard board, DateTimeOffset now, string version = "0.5.0")
    {
        var health = hub.Get<FleetState>();
        var heard = now - (board.Silence ?? TimeSpan.Zero);
        health.Take(SparkplugVerb.Birth, board.Node, SampleHealth.Birth(board, version), heard);
        if (!board.Online) health.Take(SparkplugVerb.Death, board.Node, SampleHealth.Death, heard);
    }

    // Hours for all, which most boards have by now and one refuses; one area is about to be moved.
    private static async Task SettingsAsync(DashboardHub hub, CancellationToken cancellationToken)
    {
        var (settings, technician) = (hub.Get<BoardSettings>(), Actor.User(DashboardHub.NameOf(Role.Technician)));
        await settings.DraftAsync(technician, "", JsonNode.Parse("""{ "mqttAddresses": ["hub.dienbien.example:8883"], "hours": [{ "days": ["monday", "tuesday", "wednesday", "thursday", "friday"], "from": "07:30", "to": "11:30" }, { "days": ["monday", "wednesday"], "from": "13:30", "to": "16:30" }] }""")!.AsObject(), cancellationToken);
        var version = (await settings.IssueAsync(technician, "", cancellationToken)).Issued[0].Version;
        await settings.DraftAsync(technician, "muong-lay", JsonNode.Parse("""{ "mqttAddresses": ["hub2.dienbien.example:8883", "hub.dienbien.example:8883"], "httpsAddresses": ["hub2.dienbien.example:8443"], "place": "Thị xã Mường Lay" }""")!.AsObject(), cancellationToken);
        var list = (await hub.Get<WorklistShelf>().ShowAsync("muong-lay", cancellationToken)).Version;
        var (have, refuses) = (Boards.Where(b => b.Number % 5 != 0).Select(b => b.Node).ToList(), Boards[10].Node);
        await hub.Get<ArchiveWriter>().ChangeAsync(async db =>
        {
            await db.Set<BoardContact>().Where(c => have.Contains(c.Node)).ExecuteUpdateAsync(c => c.SetProperty(b => b.SettingsVersion, version).SetProperty(b => b.WorklistVersion, list), cancellationToken);
            await db.Set<BoardContact>().Where(c => c.Node == refuses).ExecuteUpdateAsync(c => c.SetProperty(b => b.SettingsVersion, 0).SetProperty(b => b.SettingsRefused, version).SetProperty(b => b.SettingsRefusal, "services: this board has no printer for the step 'receipt'"), cancellationToken);
            return true;
        }, cancellationToken);
    }

    private static async Task AlertsAsync(DashboardHub hub, CancellationToken cancellationToken)
    {
        var book = hub.Get<AlertBook>();
        var opened = Boards.Select(b => (b.Node, Cause: CauseOf(b))).Where(b => b.Cause is not null).Select(b => new AlertOf(b.Node, b.Cause!.Value)).ToList();
        await book.ApplyAsync(new AlertChanges(opened, []), n => Boards.Single(b => b.Node == n).Area, cancellationToken);
        await book.AckAsync(Lan, book.Open[^1].Id, "Đã gửi hai cuộn giấy theo xe của xã, tới thứ Tư.", cancellationToken);
    }

    private static BoardCause? CauseOf(SampleBoard board) => board.Trouble switch
    {
        "paper" => BoardCause.Paper,
        "disk" => BoardCause.Disk,
        "battery" => BoardCause.Battery,
        "gap" => BoardCause.Gap,
        "fork" => BoardCause.Fork,
        "clock" => BoardCause.Clock,
        _ => board.Silence > TimeSpan.FromDays(3) && !board.Locked ? BoardCause.Silent : null,
    };

    private static async Task AreasAsync(DashboardHub hub, CancellationToken cancellationToken)
    {
        var officers = hub.Get<OfficerList>();
        foreach (var (id, name) in new[] { ("lan", "Lò Thị Lan"), ("su", "Vừ A Sử") })
        {
            await officers.AddAsync(Actor.CommandLine, new OfficerAddRequest(id, name, ["muong-lay"], null, OfficerPin.Make(id, "482915").ToByteArray()), cancellationToken);
        }
        await hub.Get<AreaViews>().SetQuotaAsync(Lan, "muong-lay", 45, cancellationToken);
        await hub.Get<WorklistShelf>().ImportAsync(Lan, "muong-lay", Worklist(120), 60, empty: false, cancellationToken);
    }

    /// <summary>A file of people who do not exist.</summary>
    public static byte[] Worklist(int people)
    {
        var lines = Enumerable.Range(0, people).Select(i => $",Giàng A {(char)('A' + (i % 26))}{i},19{50 + (i % 50)}-0{1 + (i % 9)}-1{i % 9},{(i % 2 == 0 ? "nam" : "nữ")},Bản Na Lay,thường trú,,card");
        return System.Text.Encoding.UTF8.GetBytes("number,name,birth,sex,hamlet,residence,needs,lacks\n" + string.Join('\n', lines) + "\n");
    }

    private static List<SampleBoard> Make()
    {
        var boards = new List<SampleBoard>();
        foreach (var (area, count) in Areas)
        {
            for (var i = 0; i < count; i++) boards.Add(SampleBoard.Of(boards.Count, area, $"{area}-{Places[i % Places.Length]}"));
        }
        return boards;
    }
}

/// <summary>What a made-up board is like.</summary>
/// <param name="Silence">Since it was last heard; null where it never was.</param>
/// <param name="Evenings">It is heard in the evening alone.</param>
/// <param name="Trouble">What is wrong with it; empty where nothing is.</param>
internal sealed record SampleBoard(int Number, string Node, string Area, TimeSpan? Silence, bool Evenings, bool Locked, string Trouble)
{
    private static readonly string[] Troubles = ["paper", "disk", "battery", "gap", "fork", "clock"];

    public bool Online => Silence < TimeSpan.FromMinutes(2);

    public static SampleBoard Of(int number, string area, string node)
    {
        var trouble = number % 10 == 0 ? Troubles[number / 10 % Troubles.Length] : "";
        return (number % 20) switch
        {
            7 => new(number, node, area, TimeSpan.FromDays(4 + (number % 5)), true, false, ""),
            5 or 11 or 15 or 18 => new(number, node, area, TimeSpan.FromHours(3 + (number % 11)), true, false, ""),
            13 when number < 20 => new(number, node, area, TimeSpan.FromDays(12), false, true, ""),
            17 when number > 40 => new(number, node, area, null, false, false, ""),
            _ => new(number, node, area, TimeSpan.FromSeconds(5 + (number % 40)), false, false, trouble),
        };
    }
}
