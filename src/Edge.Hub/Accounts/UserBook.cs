using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Accounts;

/// <summary>Who may sign in. Each change takes a turn, is in the audit, and signs the user out everywhere.</summary>
internal sealed class UserBook(ArchiveWriter archive, AuditLog audit, IPasswordHasher<HubUser> hasher, FailureBook failures, TimeProvider time)
{
    private const int Most = 1_000;

    public async Task<IReadOnlyList<UserView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. (await db.Set<HubUser>().AsNoTracking().OrderBy(u => u.Name).ToListAsync(cancellationToken)).Select(u => View(u, now))];
    }

    /// <exception cref="MalformedException">It is no such user, or there is one of that name.</exception>
    public Task<UserView> AddAsync(Actor actor, NewUser user, CancellationToken cancellationToken)
    {
        var name = AccountRules.Name(user.Name, "a user");
        var language = AccountRules.Language(user.Language ?? "vi");
        var role = Known(user.Role);
        var password = AccountRules.Password(name, user.Password);
        var added = new HubUser { Name = name, Role = role, Language = language, CreatedAt = time.GetUtcNow(), PasswordHash = "", SecurityStamp = NewStamp() };
        added.PasswordHash = hasher.HashPassword(added, password);
        return archive.ChangeAsync(async db =>
        {
            if (await db.Set<HubUser>().AnyAsync(u => u.Name == name, cancellationToken)) throw new MalformedException($"there is a user {name} already");
            if (await db.Set<HubUser>().CountAsync(cancellationToken) >= Most) throw new MalformedException($"there are {Most} users, the most there may be");
            db.Add(added);
            await audit.AppendAsync(db, actor, "user-added", name, $"role {Word(role)}", cancellationToken);
            return View(added, added.CreatedAt);
        }, cancellationToken);
    }

    /// <summary>Keeps a user out, or lets one in again, whoever had done the locking.</summary>
    /// <exception cref="MalformedException">There is no such user, or it is the last administrator.</exception>
    public Task<UserView> LockAsync(Actor actor, string name, bool locked, CancellationToken cancellationToken) => ChangeAsync(actor, name, locked ? "user-locked" : "user-unlocked", user =>
    {
        (user.Disabled, user.LockedUntil) = (locked, null);
        return "";
    }, cancellationToken);

    /// <exception cref="MalformedException">There is no such user or role, or it is the last administrator.</exception>
    public Task<UserView> SetRoleAsync(Actor actor, string name, Role role, CancellationToken cancellationToken) => ChangeAsync(actor, name, "user-role", user =>
    {
        var before = user.Role;
        user.Role = Known(role);
        return $"from {Word(before)} to {Word(role)}";
    }, cancellationToken);

    /// <exception cref="MalformedException">There is no such user, or it is no password.</exception>
    public Task<UserView> SetPasswordAsync(Actor actor, string name, string? password, CancellationToken cancellationToken)
    {
        var kept = AccountRules.Password(name, password);
        return ChangeAsync(actor, name, "user-password", user =>
        {
            (user.PasswordHash, user.LockedUntil) = (hasher.HashPassword(user, kept), null);
            return "";
        }, cancellationToken);
    }

    /// <summary>Ends every session of this user: a cookie that was copied is of no use either.</summary>
    /// <param name="name">Who signs out.</param>
    /// <param name="stamp">Of the session; where it is over already, nothing is changed and nothing written.</param>
    /// <param name="cancellationToken">Of the request.</param>
    public async Task SignOutAsync(string name, string stamp, CancellationToken cancellationToken)
    {
        await using (var db = await archive.OpenAsync(cancellationToken))
        {
            if (!await db.Set<HubUser>().AnyAsync(u => u.Name == name && u.SecurityStamp == stamp, cancellationToken)) return;
        }
        await archive.ChangeAsync(async db =>
        {
            if (await db.Set<HubUser>().SingleOrDefaultAsync(u => u.Name == name && u.SecurityStamp == stamp, cancellationToken) is not { } user) return false;
            user.SecurityStamp = NewStamp();
            await audit.AppendAsync(db, Actor.User(name), "signed-out", name, "", cancellationToken);
            return true;
        }, cancellationToken);
    }

    private async Task<UserView> ChangeAsync(Actor actor, string name, string act, Func<HubUser, string> change, CancellationToken cancellationToken)
    {
        var view = await archive.ChangeAsync(db => ChangeAsync(db, actor, name, act, change, cancellationToken), cancellationToken);
        // What they get wrong from now on is counted anew.
        failures.ForgetUser(name);
        return view;
    }

    private async Task<UserView> ChangeAsync(HubDb db, Actor actor, string name, string act, Func<HubUser, string> change, CancellationToken cancellationToken)
    {
        var user = await db.Set<HubUser>().SingleOrDefaultAsync(u => u.Name == name, cancellationToken) ?? throw new MalformedException(AccountRules.IsName(name) ? $"no user is called {name}; 'edge-hub user list' shows them" : $"no user is called so: a name is {AccountRules.NameRule}");
        var wasAdmin = IsAdmin(user);
        var detail = change(user);
        if (wasAdmin && !IsAdmin(user) && !await db.Set<HubUser>().AnyAsync(u => u.Name != name && u.Role == Role.Admin && !u.Disabled, cancellationToken))
        {
            throw new MalformedException($"{name} is the last administrator who may sign in; make another one first");
        }
        user.SecurityStamp = NewStamp();
        await audit.AppendAsync(db, actor, act, name, detail, cancellationToken);
        return View(user, time.GetUtcNow());
    }

    private static bool IsAdmin(HubUser user) => user is { Role: Role.Admin, Disabled: false };

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    internal static string Word(Role role) => role.ToString().ToLowerInvariant();

    internal static Role Known(Role role) => Enum.IsDefined(role) ? role : throw new MalformedException("the role is viewer, operator, technician or admin");

    private static UserView View(HubUser user, DateTimeOffset now) => new(user.Name, user.Role, user.Language, user.CreatedAt, user.Disabled, user.LockedUntil > now ? user.LockedUntil : null);
}

/// <summary>Asks for a user.</summary>
internal sealed record NewUser(string Name, Role Role, string? Language = null, string? Password = null)
{
    /// <summary>Without the password, which a log would keep.</summary>
    public override string ToString() => Name;
}

/// <summary>Asks for another password.</summary>
internal sealed record NewPassword(string? Password = null)
{
    public override string ToString() => nameof(NewPassword);
}

/// <summary>Asks for another role.</summary>
internal sealed record NewRole(Role Role);
