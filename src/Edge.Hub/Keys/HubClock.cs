using System.Security.Cryptography.X509Certificates;

namespace Edge.Hub.Keys;

/// <summary>What certificates make of a clock that may be wrong, now or when they were made.</summary>
internal static class HubClock
{
    /// <summary>When every certificate begins. Nobody but the broker looks at it, and it compares with a clock that may stand in 1970.</summary>
    public static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch;

    /// <summary>No program like this one was there before: an earlier clock is wrong.</summary>
    public static readonly DateTimeOffset Earliest = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Nor will it be there then.</summary>
    public static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time from which the lives of certificates are counted: a clock that has not been set yet must not end them early.</summary>
    public static DateTimeOffset From(DateTimeOffset now) => now > Earliest ? now : Earliest;

    /// <summary>Why no keys are made at this time; null where nothing speaks against it.</summary>
    public static string? Problem(DateTimeOffset now) => now >= Earliest && now < Latest ? null
        : $"this machine's clock says {now:yyyy-MM-dd HH:mm} UTC, which cannot be: the first run makes keys for decades and wants a time between {Earliest:yyyy-MM-dd} and {Latest:yyyy-MM-dd}; set the clock (timedatectl) and start again";

    /// <summary>Why the broker refuses everybody at this time; null where it does not.</summary>
    public static string? Problem(X509Certificate2 authority, DateTimeOffset now)
    {
        DateTimeOffset from = authority.NotBefore, to = authority.NotAfter;
        return now >= from && now <= to ? null
            : $"the hub's authority is valid from {from.UtcDateTime:yyyy-MM-dd HH:mm} to {to.UtcDateTime:yyyy-MM-dd HH:mm} UTC and this machine's clock says {now:yyyy-MM-dd HH:mm} UTC: the broker refuses the hub and every board. Set the clock; if it is right, the authority was made while it was wrong: begin in a new data folder and provision the boards again";
    }
}
