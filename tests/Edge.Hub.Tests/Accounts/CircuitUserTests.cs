using System.Security.Claims;
using Edge.Hub.Accounts;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Hub.Tests.Accounts;

/// <summary>Pages that stay open look again whether their user may still be there.</summary>
public sealed class CircuitUserTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("lock", false)]
    [InlineData("lock and unlock", false)]
    [InlineData("role", false)]
    [InlineData("password", false)]
    public async Task A_change_of_the_user_ends_what_is_open(string what, bool good)
    {
        await using var hub = await HubHarness.StartAsync();
        var users = hub.Get<UserBook>();
        await users.AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Operator, "en", Browser.Password), Token);
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        var user = await PrincipalAsync(scope.ServiceProvider);
        Assert.Equal(("user:hoa", Role.Operator, "en"), (user.Actor().Name, user.Role(), user.Language()));
        Assert.Equal((true, true, false, false), (user.Has(Rights.View), user.Has(Rights.Operate), user.Has(Rights.Maintain), user.Has(Rights.Administer)));
        using var circuit = Assert.IsType<CircuitUser>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        if (what.StartsWith("lock", StringComparison.Ordinal)) await users.LockAsync(Actor.CommandLine, "hoa", locked: true, Token);
        if (what == "lock and unlock") await users.LockAsync(Actor.CommandLine, "hoa", locked: false, Token);
        if (what == "role") await users.SetRoleAsync(Actor.CommandLine, "hoa", Role.Viewer, Token);
        if (what == "password") await users.SetPasswordAsync(Actor.CommandLine, "hoa", "another long password", Token);
        Assert.Equal(good, await circuit.IsGoodAsync(user));
    }

    [Fact]
    public async Task A_page_that_stays_open_ends_with_its_session()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.Get<UserBook>().AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Operator, "en", Browser.Password), Token);
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        var user = await PrincipalAsync(scope.ServiceProvider);
        using var circuit = Assert.IsType<CircuitUser>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        hub.Time.Pass(TimeSpan.FromHours(11));
        Assert.True(await circuit.IsGoodAsync(user));
        // A cookie that is made anew tells of the session it was, and makes none longer.
        var anew = await PrincipalAsync(scope.ServiceProvider);
        Caller.KeepSince(user, anew);
        hub.Time.Pass(TimeSpan.FromMinutes(61));
        Assert.False(await circuit.IsGoodAsync(user));
        Assert.False(await circuit.IsGoodAsync(anew));
    }

    [Fact]
    public async Task Nobody_and_somebody_made_up_are_not_good()
    {
        await using var hub = await HubHarness.StartAsync();
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        using var circuit = Assert.IsType<CircuitUser>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
        Assert.False(await circuit.IsGoodAsync(new ClaimsPrincipal(new ClaimsIdentity())));
        Assert.False(await circuit.IsGoodAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "hoa"), .. Caller.Claims(Actor.User("hoa"), Role.Admin)], "made up"))));
    }

    private static async Task<ClaimsPrincipal> PrincipalAsync(IServiceProvider services) =>
        await services.GetRequiredService<SignInManager<HubUser>>().CreateUserPrincipalAsync((await services.GetRequiredService<UserManager<HubUser>>().FindByNameAsync("hoa"))!);
}
