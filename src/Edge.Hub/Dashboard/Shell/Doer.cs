using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Components.Authorization;

namespace Edge.Hub.Dashboard.Shell;

/// <summary>Who acts on a page. Asked at each act, whatever the page shows: a button that is not drawn is no lock.</summary>
internal sealed class Doer(AuthenticationStateProvider states)
{
    /// <summary>Who it is, for the audit.</summary>
    /// <param name="right">One of <see cref="Rights"/>.</param>
    /// <exception cref="NotAllowedException">Whoever is signed in has no such right, or nobody is any more.</exception>
    public async Task<Actor> MayAsync(string right)
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        if (user.Identity is not { IsAuthenticated: true } || !user.Has(right)) throw new NotAllowedException(right);
        // An open page is looked at once a minute; an act does not wait for that.
        if (states is CircuitUser circuit && !await circuit.IsGoodAsync(user)) throw new NotAllowedException(right);
        return user.Actor();
    }
}

/// <summary>Somebody does what their role does not allow.</summary>
internal sealed class NotAllowedException(string right) : Exception($"this needs the right to {right}; an administrator gives it with 'edge-hub user role'");
