using System.Security.Claims;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

/// <summary>What a session says of its user: name, stamp, role, language and when it began.</summary>
internal sealed class HubClaimsFactory(UserManager<HubUser> users, IOptions<IdentityOptions> options, TimeProvider time) : UserClaimsPrincipalFactory<HubUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(HubUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(Caller.Claims(Actor.User(user.Name), user.Role));
        identity.AddClaim(Caller.Language(user.Language));
        identity.AddClaim(Caller.Since(time.GetUtcNow()));
        return identity;
    }
}
