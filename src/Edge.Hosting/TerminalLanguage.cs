namespace Edge.Hosting;

/// <summary>The language of a terminal, by its locale as everywhere: LC_ALL, else LC_MESSAGES, else LANG.</summary>
internal static class TerminalLanguage
{
    public const string Vietnamese = "vi";
    public const string English = "en";

    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static string Of(Func<string, string?> environment)
    {
        var locale = Variables.Select(environment).FirstOrDefault(l => !string.IsNullOrEmpty(l)) ?? "";
        return locale == Vietnamese || locale.StartsWith("vi_", StringComparison.Ordinal) || locale.StartsWith("vi.", StringComparison.Ordinal) ? Vietnamese : English;
    }
}
