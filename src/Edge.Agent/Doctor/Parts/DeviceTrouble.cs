using Edge.Hosting;

namespace Edge.Agent.Doctor.Parts;

/// <summary>What kind of trouble a device has, by what its driver said: the running agent tells its reasons in words, the kernel's among them.</summary>
internal static class DeviceTrouble
{
    private static readonly (Trouble Trouble, string[] Signs)[] Known =
    [
        (Trouble.NoPermission, ["Permission denied", "Operation not permitted", "Error 13", "Error 1.", "access is denied"]),
        (Trouble.NotInstalled, ["cannot be run", "apt-get install"]),
        (Trouble.Missing, ["No such file or directory", "No such device", "Error 2.", "Error 6.", "Error 19.", "no keyboard is called", "there is no sound card", "knows of no sound card", "unplugged", "is not there", "no modem", "There is no"]),
        (Trouble.Silent, ["did not answer", "does not answer", "answered with", "did not end within", "and then none for"]),
        (Trouble.NotTried, ["not opened yet"]),
    ];

    public static Trouble Of(string reason) => Known.Where(k => Array.Exists(k.Signs, s => reason.Contains(s, StringComparison.OrdinalIgnoreCase))).Select(k => k.Trouble).FirstOrDefault(Trouble.Other);

    /// <summary>What it is, for people.</summary>
    public static Said Reason(Trouble trouble) => trouble switch
    {
        Trouble.NoPermission => new("có ở đó, nhưng không được phép mở", "it is there, but there is no permission to open it"),
        Trouble.NotInstalled => new("thiếu chương trình hoặc thư viện cần cho nó", "a program or library it needs is not installed"),
        Trouble.Missing => new("không thấy nó", "it is missing"),
        Trouble.Silent => new("có ở đó, nhưng không trả lời", "it is there, but does not answer"),
        Trouble.NotTried => new("phần mềm chưa kịp mở nó", "the agent has not tried to open it yet"),
        _ => new("không dùng được", "it cannot be used"),
    };

    /// <summary>What to do about it.</summary>
    public static Said Act(Trouble trouble) => trouble switch
    {
        Trouble.NoPermission => new("cho tài khoản edge-agent vào nhóm của thiết bị (ls -l cho biết nhóm): usermod -aG NHÓM edge-agent, rồi khởi động lại phần mềm", "put user edge-agent into the device's group (ls -l tells which): usermod -aG GROUP edge-agent, then restart the agent"),
        Trouble.NotInstalled => new("cài gói được nêu tên (docs/kiosk-hardware.md)", "install the package that is named (docs/kiosk-hardware.md)"),
        Trouble.Missing => new("xem dây và phích cắm, nguồn, và tên của nó trong cấu hình", "look at its cable, its power, and its name in the settings"),
        Trouble.Silent => new("tắt bật lại nó; xem nguồn và dây", "switch it off and on; look at its power and cable"),
        Trouble.NotTried => new("chờ vài giây rồi chạy lại", "wait some seconds and run this again"),
        _ => new("xem dây và phích cắm, nguồn, và tên của nó trong cấu hình", "look at its cable, its power, and its name in the settings"),
    };
}

internal enum Trouble
{
    Other,
    NoPermission,
    NotInstalled,
    Missing,
    Silent,
    NotTried,
}
