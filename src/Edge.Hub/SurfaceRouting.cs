using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing.Matching;

namespace Edge.Hub;

/// <summary>Ties endpoints to listeners. An endpoint that names no surface is reachable on none.</summary>
internal static class SurfaceRouting
{
    private sealed record Came(Surface Through);

    private sealed record Offered(Surface On);

    /// <summary>Marks every connection of a listener.</summary>
    public static void Mark(this IConnectionBuilder listener, Surface surface) => listener.Use(next => connection =>
    {
        connection.Features.Set(new Came(surface));
        return next(connection);
    });

    /// <summary>The endpoints answer on these surfaces only.</summary>
    public static T OnSurface<T>(this T endpoints, Surface surfaces) where T : IEndpointConventionBuilder
    {
        endpoints.Add(builder => builder.Metadata.Add(new Offered(surfaces)));
        return endpoints;
    }

    /// <summary>The listener a request came through.</summary>
    public static Surface Surface(this HttpContext context) => context.Features.Get<Came>()?.Through ?? Hub.Surface.None;

    internal sealed class Policy : MatcherPolicy, IEndpointSelectorPolicy
    {
        public override int Order => 0;

        public bool AppliesToEndpoints(IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> endpoints) => true;

        public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
        {
            var surface = httpContext.Surface();
            for (var i = 0; i < candidates.Count; i++)
            {
                var offered = candidates[i].Endpoint?.Metadata.GetMetadata<Offered>()?.On ?? Hub.Surface.None;
                if ((offered & surface) == Hub.Surface.None) candidates.SetValidity(i, false);
            }
            return Task.CompletedTask;
        }
    }
}

/// <summary>The ways in. An endpoint answers on those it names and on no other.</summary>
[Flags]
internal enum Surface
{
    None = 0,

    /// <summary>Plain HTTP: health, and the dashboard where it is on the loopback.</summary>
    Http = 1,

    /// <summary>HTTPS: dashboard, API, enrolment.</summary>
    Https = 2,

    /// <summary>hub.sock: what only someone who may read the data folder can ask.</summary>
    Admin = 4,
}
