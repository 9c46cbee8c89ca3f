using System.Security.Claims;
using System.Text.Encodings.Web;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

/// <summary>Whoever may open hub.sock may do everything: the file's mode is what let them in.</summary>
internal sealed class SocketHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "socket";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Context.Surface() == Surface.Admin
        ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Caller.Claims(Actor.CommandLine, Role.Admin), Name)), Name))
        : AuthenticateResult.NoResult());
}
