using Edge.Hosting;

namespace Edge.Agent.Doctor;

/// <summary>One line of the doctor: what was looked at, how it is, and why.</summary>
internal sealed record Finding(Subject Subject, Grade Grade, Said Reason)
{
    /// <summary>What to do about it; null where nothing is to be done.</summary>
    public Said? Act { get; init; }

    /// <summary>What the kernel, a library or the other side said, in its own words; null where the reason says all.</summary>
    public string? Detail { get; init; }
}

/// <summary>How a thing is; the worst last.</summary>
internal enum Grade
{
    Ok,

    /// <summary>It works, and somebody should look at it.</summary>
    Attention,

    /// <summary>Something that people need here does not work.</summary>
    Fault,
}

/// <summary>What is looked at.</summary>
/// <param name="Id">For machines: small letters and hyphens. It is not translated and stays the same from release to release.</param>
/// <param name="Name">For people: 16 letters at most, so that a line has room beside it.</param>
internal sealed record Subject(string Id, Said Name)
{
    public static readonly Subject Configuration = new("configuration", new("cấu hình", "configuration"));
    public static readonly Subject Agent = new("agent", new("phần mềm", "agent"));
    public static readonly Subject Update = new("update", new("cập nhật", "update"));
    public static readonly Subject Folder = new("data-folder", new("thư mục dữ liệu", "data folder"));
    public static readonly Subject FileSystem = new("file-system", new("hệ thống tệp", "file system"));
    public static readonly Subject Space = new("free-space", new("chỗ trống", "free space"));
    public static readonly Subject Wear = new("wear", new("độ mòn thẻ nhớ", "disk wear"));
    public static readonly Subject Swap = new("swap", new("vùng tráo (swap)", "swap"));
    public static readonly Subject Clock = new("clock", new("đồng hồ", "clock"));
    public static readonly Subject Power = new("power", new("nguồn điện", "power"));
    public static readonly Subject Heat = new("temperature", new("nhiệt độ", "temperature"));
    public static readonly Subject Devices = new("devices", new("thiết bị", "devices"));
    public static readonly Subject Ticket = new("test-ticket", new("phiếu in thử", "test ticket"));
    public static readonly Subject Voice = new("voice", new("giọng nói", "voice"));
    public static readonly Subject Identity = new("identity", new("danh tính máy", "identity"));
    public static readonly Subject Certificate = new("certificate", new("chứng thư", "certificate"));
    public static readonly Subject Trust = new("trust-file", new("tệp khóa tin cậy", "trust file"));
    public static readonly Subject Link = new("link", new("đường mạng", "link"));
    public static readonly Subject Dns = new("dns", new("tên trung tâm", "hub's name"));
    public static readonly Subject Proxy = new("proxy", new("proxy", "proxy"));
    public static readonly Subject Mqtt = new("hub-mqtt", new("trung tâm (MQTT)", "hub (MQTT)"));
    public static readonly Subject Https = new("hub-https", new("trung tâm (HTTPS)", "hub (HTTPS)"));
    public static readonly Subject Records = new("records", new("hồ sơ", "records"));

    public Finding Ok(string vi, string en) => new(this, Grade.Ok, new Said(vi, en));

    public Finding Attention(string vi, string en, Said? act = null, string? detail = null) => new(this, Grade.Attention, new Said(vi, en)) { Act = act, Detail = detail };

    public Finding Fault(string vi, string en, Said? act = null, string? detail = null) => new(this, Grade.Fault, new Said(vi, en)) { Act = act, Detail = detail };
}
