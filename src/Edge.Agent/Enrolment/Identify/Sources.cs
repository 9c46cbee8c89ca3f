namespace Edge.Agent.Enrolment.Identify;

/// <summary>Where something about a person was read, as <see cref="PersonView.Source"/> has it.</summary>
internal static class Sources
{
    public const string Qr = "qr", Mrz = "mrz", Worklist = "worklist", Typed = "typed";

    /// <summary>In Vietnamese, as it stands in a sentence.</summary>
    public static string Vietnamese(string source) => source switch
    {
        Qr => "mã QR của thẻ",
        Mrz => "dòng chữ mặt sau thẻ",
        Worklist => "danh sách",
        Typed => "thông tin đã nhập",
        _ => "nguồn khác",
    };

    /// <summary>In English.</summary>
    public static string English(string source) => source switch
    {
        Qr => "the card’s QR",
        Mrz => "the lines on the card’s back",
        Worklist => "the worklist",
        Typed => "what was typed",
        _ => "another source",
    };
}
