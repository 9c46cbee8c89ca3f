using Edge.Contracts;

namespace Edge.Agent.Spool;

/// <summary>What a failure to read a record proves, over every store.</summary>
internal static class ReadFault
{
    /// <summary>Its bytes are not what was accepted, or it is not where it was put. No other failure condemns a record.</summary>
    public static bool IsDamage(Exception e) => e is MalformedException or FileNotFoundException;

    /// <summary>The disk, the permissions or the process's limits were in the way: nothing is proved, and it is tried again.</summary>
    public static bool IsPassing(Exception e) => e is (IOException or UnauthorizedAccessException) and not FileNotFoundException;

    /// <summary>It could not be read, for whichever of the two reasons.</summary>
    public static bool IsOne(Exception e) => IsDamage(e) || IsPassing(e);

    /// <summary>Too much cannot be read for a start to decide anything on it.</summary>
    public static SpoolException StartAgain(string what, Exception? cause = null) => new($"{what}. Nothing was done to them; check permissions, open files and disk, then start again.", cause);
}
