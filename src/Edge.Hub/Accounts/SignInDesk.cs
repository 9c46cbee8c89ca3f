using System.Globalization;
using System.Threading.RateLimiting;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Accounts;

/// <summary>Signs users in by name and password. A name that is not there, a locked user and a wrong password look alike and take alike.</summary>
internal sealed class SignInDesk(SignInManager<HubUser> identity, IPasswordHasher<HubUser> hasher, SignInGate gate, FailureBook failures, SignInRecord record, AuditLog audit, ArchiveWriter archive, TimeProvider time)
{
    /// <summary>So many wrong passwords in a row lock a name.</summary>
    public const int MostFailures = 5;

    /// <summary>For so long.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <param name="name">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="browser">Of <see cref="KnownBrowser"/>; null where it is not known.</param>
    /// <param name="cancellationToken">Of the request.</param>
    /// <returns>Null where the user is signed in now.</returns>
    public async Task<SignInProblem?> SignInAsync(string name, string password, string? browser, CancellationToken cancellationToken)
    {
        // Looking at a password is work for the processor; what has to wait too long for it is refused.
        using var turn = await gate.EnterAsync(browser is not null, cancellationToken);
        if (!turn.IsAcquired) return Refuse(null, SignInProblem.Busy);
        var user = await identity.UserManager.FindByNameAsync(name);
        // What a known browser gets wrong is its own, and what strangers do to the name is not.
        var key = browser ?? (name.Length <= AccountRules.LongestPassword ? name : "");
        if (failures.IsLocked(key) || (browser is null && user?.LockedUntil > time.GetUtcNow())) return Refuse(user?.Name, SignInProblem.Locked);
        if (!await IsRightAsync(user, password.Length <= AccountRules.LongestPassword ? AccountRules.Composed(password) : ""))
        {
            if (!failures.Failed(key)) return Refuse(user?.Name, SignInProblem.Wrong);
            if (browser is null) await LockAsync(key, cancellationToken);
            return Refuse(user?.Name, SignInProblem.Locked);
        }
        failures.Forget(key);
        await audit.NoteAsync(Actor.User(name), "signed-in", name, "", cancellationToken);
        await identity.SignInAsync(user!, isPersistent: false);
        return null;
    }

    private async Task<bool> IsRightAsync(HubUser? user, string password)
    {
        if (user is { Disabled: false }) return await identity.UserManager.CheckPasswordAsync(user, password);
        hasher.VerifyHashedPassword(null!, gate.NobodysHash, password);
        return false;
    }

    // A restart does not unlock a user. The same is written for a name that nobody has, or the time until the answer would tell the two apart.
    private Task<bool> LockAsync(string name, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        DateTimeOffset? until = time.GetUtcNow() + LockedFor;
        await db.Set<HubUser>().Where(u => u.Name == name && !u.Disabled).ExecuteUpdateAsync(u => u.SetProperty(x => x.LockedUntil, until), cancellationToken);
        var locked = long.Parse(await HubSetting.ReadAsync(db, HubSetting.Strangers, cancellationToken) ?? "0", CultureInfo.InvariantCulture) + 1;
        await HubSetting.PutAsync(db, HubSetting.Strangers, locked.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return true;
    }, cancellationToken);

    private SignInProblem Refuse(string? user, SignInProblem problem)
    {
        record.Refused(user, problem);
        return problem;
    }
}

/// <summary>Lets one password be looked at after another, and some wait; known browsers have a row of their own, so that a crowd of strangers takes half of two cores at most and keeps no user out.</summary>
internal sealed class SignInGate(IPasswordHasher<HubUser> hasher, IOptions<AccountsOptions> options) : IDisposable
{
    private readonly FixedWindowRateLimiter _strangers = new(new FixedWindowRateLimiterOptions { PermitLimit = options.Value.SignInsPerMinuteOverall, Window = TimeSpan.FromMinutes(1) });

    private readonly ConcurrencyLimiter _turns = Row(), _knownTurns = Row();

    private readonly Lazy<string> _nobodys = new(() => hasher.HashPassword(null!, Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16))));

    /// <summary>Of a password that nobody has.</summary>
    public string NobodysHash => _nobodys.Value;

    /// <param name="known">True for a browser that has signed this user in before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<RateLimitLease> EnterAsync(bool known, CancellationToken cancellationToken)
    {
        if (known) return await _knownTurns.AcquireAsync(1, cancellationToken);
        var counted = _strangers.AttemptAcquire();
        return counted.IsAcquired ? await _turns.AcquireAsync(1, cancellationToken) : counted;
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _turns.Dispose();
        _knownTurns.Dispose();
    }

    private static ConcurrencyLimiter Row() => new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 32, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
