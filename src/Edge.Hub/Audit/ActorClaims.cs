using System.Security.Claims;

namespace Edge.Hub.Audit;

/// <summary>Carries who acts from where it was found out to where it is written down.</summary>
internal static class ActorClaims
{
    private const string Type = "edge:actor";

    public static Claim Claim(this Actor actor) => new(Type, actor.Name);

    /// <summary>Who it is, as the audit names them.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in; the endpoint should have asked for it.</exception>
    public static Actor Actor(this ClaimsPrincipal user) => user.FindFirstValue(Type) is { } name ? new Actor(name) : throw new InvalidOperationException("nobody is signed in");
}
