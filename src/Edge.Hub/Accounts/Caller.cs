using System.Globalization;
using System.Security.Claims;
using Edge.Hub.Audit;

namespace Edge.Hub.Accounts;

/// <summary>Who asks, read from what authentication has found.</summary>
internal static class Caller
{
    private const string LanguageClaim = "edge:language";

    private const string SinceClaim = "edge:since";

    /// <summary>What every signed-in principal carries.</summary>
    public static IEnumerable<Claim> Claims(Actor actor, Role role) => [actor.Claim(), new(ClaimTypes.Role, role.ToString())];

    /// <summary>The language a user chose.</summary>
    public static Claim Language(string language) => new(LanguageClaim, language);

    /// <summary>Null where nobody is signed in.</summary>
    public static Role? Role(this ClaimsPrincipal user) => Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    /// <summary>True where whoever asks has a right.</summary>
    public static bool Has(this ClaimsPrincipal user, string right) => user.Role() is { } role && Rights.Has(role, right);

    /// <summary>Null where no user is signed in.</summary>
    public static string? Language(this ClaimsPrincipal user) => user.FindFirstValue(LanguageClaim);

    /// <summary>When the session began.</summary>
    public static Claim Since(DateTimeOffset now) => new(SinceClaim, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Null where nobody has signed in by a password.</summary>
    public static DateTimeOffset? Since(this ClaimsPrincipal user) =>
        long.TryParse(user.FindFirstValue(SinceClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var since) ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null;

    /// <summary>A session that is told anew began when it began.</summary>
    public static void KeepSince(ClaimsPrincipal? before, ClaimsPrincipal? now)
    {
        if (now?.Identity is not ClaimsIdentity identity) return;
        identity.TryRemoveClaim(identity.FindFirst(SinceClaim));
        if (before?.FindFirst(SinceClaim) is { } since) identity.AddClaim(new Claim(SinceClaim, since.Value));
    }
}
