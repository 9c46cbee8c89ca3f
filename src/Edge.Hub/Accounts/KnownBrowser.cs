using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Edge.Hub.Accounts;

/// <summary>Knows a browser again that has signed a user in before, by a cookie of the sign-in page: strangers who lock the user's name, or crowd the door, do not keep it out.</summary>
internal sealed class KnownBrowser(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Cookie = "edge-hub-known";

    private const int LongestCookie = 1024;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    private readonly IDataProtector _protector = protection.CreateProtector("edge-hub/known-browser");

    /// <summary>Under which its wrong passwords are counted; null where it is not known, or by another user.</summary>
    public string? Of(HttpContext context, string name)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and <= LongestCookie } shown) return null;
        try
        {
            return _protector.Unprotect(shown).Split('\n') is [var whose, var id, var until] && whose == name && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds() ? FailureBook.OfBrowser(name, id) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>After the user has signed in with it.</summary>
    public void Remember(HttpContext context, string name)
    {
        var id = Of(context, name)?.Split(' ')[1] ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var until = (time.GetUtcNow() + Kept).ToUnixTimeSeconds();
        context.Response.Cookies.Append(Cookie, _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{name}\n{id}\n{until}")),
            new CookieOptions { Path = "/account", MaxAge = Kept, HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, IsEssential = true });
    }
}
