using Edge.Agent.Devices;
using Edge.Agent.Doctor.Machine;
using Edge.Contracts.Shown;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Parts;

/// <summary>What is told of each device.</summary>
internal static class DeviceFindings
{
    private static readonly Dictionary<string, string> Vietnamese = new(StringComparer.Ordinal)
    {
        [DeviceNames.Gpio] = "nút và đèn", [DeviceNames.Printer] = "máy in", [DeviceNames.Scanner] = "máy quét mã", [DeviceNames.Keypad] = "bàn phím số",
        [DeviceNames.Display] = "bảng gọi số", [DeviceNames.Speaker] = "loa", [DeviceNames.Power] = "máy đo pin", [DeviceNames.Modem] = "modem",
        [DeviceNames.Finger] = "đầu đọc vân tay", [DeviceNames.Camera] = "máy ảnh", [DeviceNames.Card] = "đầu đọc thẻ", [DeviceNames.Strip] = "dải đèn màu",
    };

    private static readonly Dictionary<string, Said> Notes = new(StringComparer.Ordinal)
    {
        ["paper-out"] = new("hết giấy", "paper-out"), ["cover-open"] = new("nắp đang mở", "cover-open"), ["cutter-stuck"] = new("dao cắt bị kẹt", "cutter-stuck"),
        ["error"] = new("báo lỗi", "error"), ["offline"] = new("đang tạm ngừng", "offline"), ["paper-near-end"] = new("sắp hết giấy", "paper-near-end"),
    };

    private static readonly Said NewRoll = new("chuẩn bị cuộn giấy mới", "have a new roll at hand");
    private static readonly Said MendPrinter = new("lắp giấy, đóng nắp, tắt bật lại máy in; giấy đang chờ sẽ tự in", "put paper in, close the cover, switch it off and on; what waits is printed by itself");

    public static Subject Of(string device) => new($"device-{device}", new(Vietnamese.GetValueOrDefault(device, device), device));

    /// <summary>One finding a device, or that none is set.</summary>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<DeviceLook> looks) => looks.Count > 0 ? [.. looks.Select(Of)]
        : [Subject.Devices.Ok("chưa khai báo thiết bị nào; hồ sơ nhận qua giao diện nội bộ", "none are set; records are taken through the local API")];

    public static Finding NotLookedAt(string vi, string en) => Subject.Devices.Attention($"chưa xem: {vi}", $"not looked at: {en}");

    private static Finding Of(DeviceLook look)
    {
        var subject = Of(look.Name);
        if (look.Reason is { } reason)
        {
            var trouble = DeviceTrouble.Of(reason);
            var (said, act) = (DeviceTrouble.Reason(trouble), DeviceTrouble.Act(trouble));
            return trouble == Trouble.NotTried ? subject.Attention(said.Vi, said.En, act) : subject.Fault(said.Vi, said.En, act, reason);
        }
        if (look.Note is not { } note) return subject.Ok("trả lời tốt", "answers");
        var words = note.Split('+').Select(n => Notes.GetValueOrDefault(n, new Said(n, n))).ToList();
        var (vi, en) = (string.Join(", ", words.Select(w => w.Vi)), string.Join(", ", words.Select(w => w.En)));
        return note == "paper-near-end"
            ? subject.Attention(vi, en, NewRoll)
            : subject.Fault(vi, en, look.Name == DeviceNames.Printer ? MendPrinter : null);
    }

    /// <summary>What to do about one of the agent's faults.</summary>
    /// <param name="what">One of <see cref="FaultWords"/>.</param>
    /// <param name="reason">What its driver said.</param>
    public static Said Act(string what, string? reason) => what switch
    {
        FaultWords.Failed => DeviceTrouble.Act(DeviceTrouble.Of(reason ?? "")),
        FaultWords.NotPrinting => DeviceTrouble.Act(Trouble.Silent),
        FaultWords.BatteryLow => BoardExam.Charge,
        FaultWords.PaperNearEnd => NewRoll,
        _ => MendPrinter,
    };
}
