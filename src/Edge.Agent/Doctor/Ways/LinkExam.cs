using Edge.Agent.Telemetry;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Ways;

/// <summary>Whether this board has a way out at all, and how well its radio hears.</summary>
internal static class LinkExam
{
    private const int Faint = -105;

    private static readonly Dictionary<string, Said> Kinds = new(StringComparer.Ordinal)
    {
        ["ethernet"] = new("dây mạng", "ethernet"), ["wifi"] = new("Wi-Fi", "Wi-Fi"), ["cellular"] = new("mạng di động", "cellular"), ["other"] = new("loại khác", "another kind"),
    };

    /// <param name="modemDbm">The signal as the running agent's modem has it.</param>
    public static Finding Look(BoardSensors sensors, IReadOnlyList<string> interfaces, int? modemDbm) => Judge(sensors.LinkTechnology(), sensors.SignalDbm() ?? modemDbm, interfaces);

    public static Finding Judge(string technology, int? dbm, IReadOnlyList<string> interfaces)
    {
        if (!Kinds.TryGetValue(technology, out var kind))
        {
            return Subject.Link.Attention("không có đường ra: hồ sơ chờ ở đây, không mất", "no way out (no default route): records wait here meanwhile", new("cắm dây mạng hoặc SIM, bật Wi-Fi; xem: ip route", "plug in a cable or a SIM, or switch on Wi-Fi; look at: ip route"));
        }
        var signal = dbm is null ? "" : $", {dbm} dBm";
        var others = string.Join(", ", interfaces.Skip(1));
        return dbm is < Faint
            ? Subject.Link.Attention($"{kind.Vi}{signal}: sóng rất yếu", $"{kind.En}{signal}: hardly any signal", new("dời ăng-ten, thử chỗ cao; đo bằng tiếng: edge-agent link-meter on", "move the antenna, try a higher place; listen to it: edge-agent link-meter on"))
            : Subject.Link.Ok($"{kind.Vi}{signal}{(others.Length > 0 ? $"; còn {others}" : "")}", $"{kind.En}{signal}{(others.Length > 0 ? $"; also {others}" : "")}");
    }
}
