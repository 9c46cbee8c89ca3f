namespace Edge.Hosting.Commands;

/// <summary>The first line of <c>status</c>, in the same words of every program.</summary>
internal static class Headline
{
    /// <summary>All is well.</summary>
    /// <param name="beside">What there is to know all the same; null where there is nothing.</param>
    public static Said Well(Said? beside)
    {
        var (vi, en) = beside is null ? ("", "") : ($"; {beside.Vi}", $"; {beside.En}");
        return new Said($"mọi việc đều tốt{vi}", $"all is well{en}");
    }

    /// <summary>One thing is to be done before all others.</summary>
    /// <param name="first">What is wrong, and what to do.</param>
    /// <param name="more">How many other things are wrong.</param>
    /// <param name="command">What tells those.</param>
    public static Said ToDo(Said first, int more, string command)
    {
        var (vi, en) = more == 0 ? ("", "") : ($" (và {more} việc khác: {command})", $" (and {more} more: {command})");
        return new Said($"việc cần làm trước: {first.Vi}{vi}", $"to be done first: {first.En}{en}");
    }
}
