namespace Edge.Agent.Doctor.Ways;

/// <summary>A board goes to its hub directly. Whoever has told it of a proxy should know that it is not used.</summary>
internal static class ProxyExam
{
    private static readonly string[] Variables = ["http_proxy", "https_proxy", "all_proxy"];

    /// <summary>Null where no proxy is told of. Its address is not shown: it may hold a password.</summary>
    public static Finding? Look(Func<string, string?> variable)
    {
        var set = Variables.SelectMany(v => (string[])[v, v.ToUpperInvariant()]).Where(v => !string.IsNullOrEmpty(variable(v))).ToList();
        if (set.Count == 0) return null;
        var names = string.Join(", ", set);
        return Subject.Proxy.Ok($"{names}: không dùng; máy nối thẳng tới trung tâm", $"{names}: not used; the board goes to its hub directly");
    }
}
