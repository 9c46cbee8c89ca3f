namespace Edge.Hub.Areas;

/// <summary>The versions of what an area has on offer.</summary>
internal static class AreaVersions
{
    /// <summary>Always higher than the last, and by the clock, so that a restored hub does not give a number again under which boards already have something else.</summary>
    public static long After(long last, DateTimeOffset now) => Math.Max(last + 1, now.ToUnixTimeSeconds());
}
