using System.Threading.RateLimiting;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

/// <summary>Bounds how often somebody may knock. Those who are idle are forgotten, so a crowd of addresses costs memory for a minute at most.</summary>
internal sealed class AccountLimits(IOptions<AccountsOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    /// <summary>The policy of API endpoints.</summary>
    public const string Api = "api";

    /// <summary>The policy of signing out.</summary>
    public const string SignOut = "sign-out";

    private const int SignOutsPerMinute = 10;

    public void Configure(RateLimiterOptions limiter)
    {
        limiter.AddPolicy<string, SignInLimit>(SignInLimit.Name);
        limiter.AddPolicy(Api, context => EstLimits.Window(Who(context), options.Value.RequestsPerMinute));
        limiter.AddPolicy(SignOut, context => EstLimits.Window(Who(context), SignOutsPerMinute));
    }

    private static string Who(HttpContext context) => context.User.Identity is { IsAuthenticated: true } ? context.User.Actor().Name : EstLimits.Network(context.Connection.RemoteIpAddress);
}

/// <summary>Bounds the attempts to sign in from one address; those beyond are counted and not read.</summary>
internal sealed class SignInLimit(IOptions<AccountsOptions> options, SignInRecord record) : IRateLimiterPolicy<string>
{
    public const string Name = "sign-in";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => (rejected, _) =>
    {
        record.Refused(null, SignInProblem.Busy);
        AccountEndpoints.Again(rejected.HttpContext, SignInProblem.Busy, "/");
        return ValueTask.CompletedTask;
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) => EstLimits.Window(EstLimits.Network(httpContext.Connection.RemoteIpAddress), options.Value.SignInsPerMinute);
}
