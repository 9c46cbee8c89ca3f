using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Edge.Hub.Accounts;

/// <summary>Signing in and out, by forms.</summary>
internal static class AccountEndpoints
{
    public const string SignIn = "/account/sign-in";

    public const string ReturnUrl = "returnUrl";

    private const string SignOut = "/account/sign-out";

    private const int FormBytes = 8 * 1024;

    public static void MapAccounts(this IEndpointRouteBuilder pages)
    {
        // Before the page of that address, which would take a post, too.
        pages.MapPost(SignIn, SignInAsync).WithOrder(-1).AllowAnonymous().RequireRateLimiting(SignInLimit.Name).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(FormBytes)).ExcludeFromDescription();
        pages.MapPost(SignOut, SignOutAsync).RequireRateLimiting(AccountLimits.SignOut).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(FormBytes)).ExcludeFromDescription();
    }

    /// <summary>A place on this hub, and nowhere else.</summary>
    public static string Local(string? url) =>
        url is { Length: > 0 and <= 512 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) && !url.Contains('\\', StringComparison.Ordinal) && Uri.TryCreate(url, UriKind.Relative, out _) ? url : "/";

    /// <summary>Back to the form, with a word on why.</summary>
    public static void Again(HttpContext context, SignInProblem problem, string returnUrl)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{SignIn}?problem={problem.ToString().ToLowerInvariant()}&{ReturnUrl}={Uri.EscapeDataString(returnUrl)}";
    }

    // A page sends people to the form; a program, and a page's own requests, are told.
    public static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !context.Request.Path.StartsWithSegments("/api"))
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }
        return RefusedEntry.AnswerAsync(context.HttpContext, StatusCodes.Status401Unauthorized);
    }

    private static async Task SignInAsync(HttpContext context, SignInDesk desk, KnownBrowser browsers, IAntiforgery forms)
    {
        if (!context.Request.HasFormContentType || !await forms.IsRequestValidAsync(context))
        {
            await AnswerAsync(context, "the form is too old, or another page made it; open the sign-in page again");
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var back = Local(form[ReturnUrl]);
        var name = form["name"].ToString().Trim().ToLowerInvariant();
        if (await desk.SignInAsync(name, form["password"].ToString(), browsers.Of(context, name), context.RequestAborted) is { } problem)
        {
            Again(context, problem, back);
            return;
        }
        browsers.Remember(context, name);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = back;
    }

    private static async Task SignOutAsync(HttpContext context, SignInManager<HubUser> identity, UserBook users, IAntiforgery forms)
    {
        if (!await forms.IsRequestValidAsync(context))
        {
            await AnswerAsync(context, "the form is too old, or another page made it; open the page again");
            return;
        }
        if (context.User.Identity?.Name is { } name && context.User.FindFirstValue(identity.Options.ClaimsIdentity.SecurityStampClaimType) is { } stamp) await users.SignOutAsync(name, stamp, context.RequestAborted);
        await identity.SignOutAsync();
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = SignIn;
    }

    private static Task AnswerAsync(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
