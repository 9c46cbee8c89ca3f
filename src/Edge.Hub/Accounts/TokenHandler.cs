using System.Security.Claims;
using System.Text.Encodings.Web;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Edge.Hub.Accounts;

/// <summary>Signs in whoever brings a token (<c>Authorization: Bearer</c>).</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenBook tokens, TokenGate gate, SignInRecord record)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "token";

    private const string Bearer = "Bearer ";

    private bool _unread;

    /// <summary>True where a request wants to be known by a token and by nothing else.</summary>
    public static bool IsFor(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsFor(Request)) return AuthenticateResult.NoResult();
        var (shown, from) = (Request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), EstLimits.Network(Context.Connection.RemoteIpAddress));
        _unread = !gate.MayLook(from, shown);
        if (_unread) return Refuse(null, "too many at once");
        var token = await tokens.FindAsync(shown, Context.RequestAborted);
        gate.Looked(from, shown, token.State == TokenState.Good);
        if (token is not { Name: { } name, State: TokenState.Good }) return Refuse(token.Name, token.State switch { TokenState.Revoked => "revoked", TokenState.Expired => "expired", _ => "forged" });
        var identity = new ClaimsIdentity(Caller.Claims(Actor.Token(name), token.Role), Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_unread)
        {
            Response.Headers.RetryAfter = "60";
            return Refused.Answer("too many tokens that are not good came from this address; wait a minute", StatusCodes.Status429TooManyRequests).ExecuteAsync(Context);
        }
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return RefusedEntry.AnswerAsync(Context, StatusCodes.Status401Unauthorized);
    }

    private AuthenticateResult Refuse(string? name, string why)
    {
        record.TokenRefused(name, why);
        return AuthenticateResult.Fail("no such token, or not any more");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => RefusedEntry.AnswerAsync(Context, StatusCodes.Status403Forbidden);
}
