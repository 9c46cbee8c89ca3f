using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

/// <summary>Looks once a minute whether the user of an open page is still let in with the same role and password, and has not been signed in for too long; whoever is not is signed out on it.</summary>
internal sealed class CircuitUser(ILoggerFactory loggers, IServiceScopeFactory scopes, IOptions<IdentityOptions> options, TimeProvider time) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => AccountsRegistration.CheckedEach;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await IsGoodAsync(authenticationState.User);
        }
        catch (ObjectDisposedException)
        {
            // The hub is stopping, and its open pages with it.
            return false;
        }
    }

    internal async Task<bool> IsGoodAsync(ClaimsPrincipal user)
    {
        if (!(user.Since() + AccountsRegistration.Session > time.GetUtcNow())) return false;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        return await users.GetUserAsync(user) is { Disabled: false } found && found.SecurityStamp == user.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }
}
