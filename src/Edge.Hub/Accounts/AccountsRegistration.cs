using Edge.Hosting.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

internal static class AccountsRegistration
{
    /// <summary>Whoever is locked, or gets another role or password, is out within this.</summary>
    public static readonly TimeSpan CheckedEach = TimeSpan.FromMinutes(1);

    private const string ByDoor = "by-door";

    /// <summary>A longest shift: whoever signed in so long ago does so again, on an open page too.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromHours(12);

    /// <summary>Users, tokens, and who may do what.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, HubPaths paths)
    {
        services.AddCheckedOptions<AccountsOptions>(AccountsOptions.Section);
        services.AddSingleton<UserBook>().AddSingleton<TokenBook>().AddSingleton<FailureBook>().AddSingleton<KnownBrowser>().AddSingleton<SignInGate>().AddSingleton<TokenGate>().AddScoped<SignInDesk>();
        services.AddSingleton<SignInRecord>().AddHostedService(p => p.GetRequiredService<SignInRecord>());
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, AccountLimits>();
        // Sessions outlive a restart.
        services.AddDataProtection().SetApplicationName("edge-hub");
        services.Configure<KeyManagementOptions>(o => o.XmlRepository = new PageKeyFiles(paths.PageKeys));
        services.AddLogging(Quieten);
        services.AddAntiforgery(o => Form(o.Cookie, "edge-hub-form"));
        AddIdentity(services);
        AddWays(services);
        AddRights(services);
        return services;
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<HubUser>(_ => { }).AddUserStore<HubUserStore>().AddSignInManager().AddClaimsPrincipalFactory<HubClaimsFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILookupNormalizer, NamesAsTheyAre>());
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<HubUser>, PasswordHasher<HubUser>>());
        services.Configure<SecurityStampValidatorOptions>(o =>
        {
            o.ValidationInterval = CheckedEach;
            o.OnRefreshingPrincipal = refreshed =>
            {
                Caller.KeepSince(refreshed.CurrentPrincipal, refreshed.NewPrincipal);
                return Task.CompletedTask;
            };
        });
        services.AddScoped<AuthenticationStateProvider, CircuitUser>();
    }

    // hub.sock by its file, a program by its token, a browser by its cookie; never by one where another was shown.
    private static void AddWays(IServiceCollection services) => services.AddAuthentication(ByDoor)
        .AddPolicyScheme(ByDoor, null, o => o.ForwardDefaultSelector = context =>
            context.Surface() == Surface.Admin ? SocketHandler.Name : TokenHandler.IsFor(context.Request) ? TokenHandler.Name : IdentityConstants.ApplicationScheme)
        .AddScheme<AuthenticationSchemeOptions, SocketHandler>(SocketHandler.Name, null)
        .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Name, null)
        // Identity clears this one, too, when it signs somebody out; nothing sets it.
        .AddCookie(IdentityConstants.TwoFactorRememberMeScheme)
        .AddCookie(IdentityConstants.ApplicationScheme, o =>
        {
            Form(o.Cookie, "edge-hub");
            (o.ExpireTimeSpan, o.SlidingExpiration) = (Session, false);
            (o.LoginPath, o.ReturnUrlParameter) = (AccountEndpoints.SignIn, AccountEndpoints.ReturnUrl);
            o.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync,
                OnRedirectToLogin = AccountEndpoints.ChallengeAsync,
                OnRedirectToAccessDenied = context => RefusedEntry.AnswerAsync(context.HttpContext, StatusCodes.Status403Forbidden),
            };
        });

    // That keys lie unencrypted in a folder of mode 0700, and that strangers send forms and tokens of their own: none is news. What is refused is counted by SignInRecord.
    private static void Quieten(ILoggingBuilder log) => log.AddFilter(typeof(TokenHandler).FullName, LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error).AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

    // An endpoint that names no right asks for the least one.
    private static void AddRights(IServiceCollection services)
    {
        var view = Policy(Rights.View);
        services.AddAuthorizationBuilder().SetFallbackPolicy(view).SetDefaultPolicy(view)
            .AddPolicy(Rights.View, view).AddPolicy(Rights.Operate, Policy(Rights.Operate)).AddPolicy(Rights.Maintain, Policy(Rights.Maintain)).AddPolicy(Rights.Administer, Policy(Rights.Administer));
    }

    private static AuthorizationPolicy Policy(string right) => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => context.User.Has(right)).Build();

    private static void Form(CookieBuilder cookie, string name)
    {
        (cookie.Name, cookie.HttpOnly, cookie.SameSite, cookie.SecurePolicy, cookie.IsEssential) = (name, true, SameSiteMode.Strict, CookieSecurePolicy.SameAsRequest, true);
    }
}
