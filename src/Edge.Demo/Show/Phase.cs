namespace Edge.Demo.Show;

/// <summary>What is being done now, in both languages.</summary>
internal sealed record Phase(string English, string Vietnamese)
{
    public static readonly Phase Starting = new("Starting the hub", "Đang khởi động trung tâm");
    public static readonly Phase Running = new("Kiosks accept records while their links are cut and restored", "Các quầy nhận hồ sơ trong khi đường truyền bị cắt rồi nối lại");
    public static readonly Phase Checking = new("Exporting every record and comparing it bit for bit", "Đang xuất và so từng bit mọi hồ sơ");
    public static readonly Phase Stopping = new("Stopping", "Đang dừng");

    public static Phase Provisioning(string kiosk) => new($"Provisioning {kiosk}", $"Đang cấp phát {kiosk}");

    public static Phase Draining(int waiting) => new($"Links are up for good; {waiting} {(waiting == 1 ? "record" : "records")} still to be stored", $"Đường truyền đã nối hẳn; còn {waiting} hồ sơ chưa lưu");

    public override string ToString() => $"{English} · {Vietnamese}";
}
