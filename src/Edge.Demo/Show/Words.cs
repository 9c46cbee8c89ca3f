using System.Globalization;

namespace Edge.Demo.Show;

/// <summary>The words for what happens, and their colour.</summary>
internal static class Words
{
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static (string English, string Vietnamese, string Colour) Of(DemoEventKind kind) => kind switch
    {
        DemoEventKind.Accepted => ("accepted", "đã nhận", "blue"),
        DemoEventKind.Held => ("held", "đang giữ", "yellow"),
        DemoEventKind.Stored => ("stored", "đã lưu", "green"),
        DemoEventKind.Cut => ("cut", "cắt", "red"),
        DemoEventKind.Restored => ("restored", "nối lại", "aqua"),
        _ => ("trouble", "trục trặc", "red"),
    };
}
