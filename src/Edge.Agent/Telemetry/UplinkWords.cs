using Edge.Hosting;

namespace Edge.Agent.Telemetry;

/// <summary>How the way to the hub is, in a sentence for whoever stands before the board.</summary>
internal static class UplinkWords
{
    public static Said Of(UplinkStatus.Snapshot now) => now switch
    {
        { Connected: false, Problem: { } problem } => Waiting(HubTrouble.Of(problem).Reason),
        { Connected: false } => Waiting(new("chưa kết nối với trung tâm", "not connected to the hub yet")),
        { Problem: { } problem } => HubTrouble.Of(problem).Reason,
        { SegmentBytes: { } bytes } => Over(now, $", nhưng chỉ với gói TCP tối đa {bytes} byte: trên đường có chỗ lặng lẽ bỏ gói lớn hơn", $", but only in TCP segments of at most {bytes} bytes: something on the way drops larger packets without a word"),
        { PassedInterface: { } passed } => Over(now, $"; {passed}, đường hệ thống chọn trước, không tới được trung tâm", $"; over {passed}, which the system prefers, the hub did not answer"),
        { ByLastAddress: true } => Over(now, "; tên của trung tâm không tra được hoặc dẫn đi nơi khác (DNS), dùng địa chỉ lần trước", "; the hub's name does not resolve or leads elsewhere (DNS): connected at its last known address"),
        _ => Over(now, "", ""),
    };

    /// <summary>What to do; null where nothing is to be done.</summary>
    public static Said? Act(UplinkStatus.Snapshot now) => now switch
    {
        { Problem: { } problem } => HubTrouble.Of(problem).Act,
        { Connected: true, SegmentBytes: not null } => SetMtu,
        { Connected: true, PassedInterface: { } passed } => new($"xem {passed}: trang đăng nhập, dây, hạn dùng", $"look at {passed}: a sign-in page, the cable, what is paid for"),
        { Connected: true, ByLastAddress: true } => MendDns,
        _ => null,
    };

    public static readonly Said SetMtu = new("hồ sơ vẫn đi được; nhờ người quản mạng chỉnh MTU", "records get through; whoever runs this network can set its MTU right");

    public static readonly Said SeekDns = new("xem mạng có ra ngoài không; thử: getent hosts TÊN; hỏi người quản mạng về DNS", "see whether the network leads anywhere; try: getent hosts NAME; ask whoever runs the network about DNS");

    public static readonly Said MendDns = new("hồ sơ vẫn đi được; nhờ người quản mạng sửa DNS", "records get through; whoever runs this network can put its DNS right");

    private static Said Waiting(Said why) => new($"{why.Vi}; hồ sơ chờ ở đây, không mất", $"{why.En}; records wait here meanwhile");

    private static Said Over(UplinkStatus.Snapshot now, string vi, string en) => now.Interface.Length == 0
        ? new($"đã kết nối{vi}", $"connected{en}")
        : new($"đã kết nối qua {now.Interface}{vi}", $"connected over {now.Interface}{en}");
}
