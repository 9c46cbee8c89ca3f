using Edge.Hub.Archive;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Accounts;

/// <summary>What signing in reads and writes of a user, for Identity. Writes take their turn; users themselves are made and changed by <see cref="UserBook"/>.</summary>
internal sealed class HubUserStore(ArchiveWriter archive) : IUserPasswordStore<HubUser>, IUserSecurityStampStore<HubUser>
{
    public Task<HubUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => FindAsync(userId, cancellationToken);

    public Task<HubUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindAsync(normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult(user.Name);

    public Task<string?> GetUserNameAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetPasswordHashAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.PasswordHash);

    public Task<bool> HasPasswordAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<string?> GetSecurityStampAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    // A hash made anew with more rounds, of the same password; not where the password was changed meanwhile.
    public async Task SetPasswordHashAsync(HubUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        var before = user.PasswordHash;
        user.PasswordHash = passwordHash!;
        await archive.ChangeAsync(db => db.Set<HubUser>().Where(u => u.Name == user.Name && u.PasswordHash == before).ExecuteUpdateAsync(s => s.SetProperty(u => u.PasswordHash, passwordHash!), cancellationToken), cancellationToken);
    }

    // Only UserBook gives a new stamp; one that Identity would write could undo it.
    public Task SetSecurityStampAsync(HubUser user, string stamp, CancellationToken cancellationToken) => Task.CompletedTask;

    // Everything was saved where it was said.
    public Task<IdentityResult> UpdateAsync(HubUser user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);

    public Task SetNormalizedUserNameAsync(HubUser user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetUserNameAsync(HubUser user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException("a user keeps the name: the audit has it");

    public Task<IdentityResult> CreateAsync(HubUser user, CancellationToken cancellationToken) => throw new NotSupportedException("users are added by UserBook, which writes the audit");

    public Task<IdentityResult> DeleteAsync(HubUser user, CancellationToken cancellationToken) => throw new NotSupportedException("users are locked, never deleted");

    public void Dispose()
    {
        // Nothing is held between calls.
    }

    private async Task<HubUser?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!AccountRules.IsName(name)) return null;
        await using var db = await archive.OpenAsync(cancellationToken);
        return await db.Set<HubUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Name == name, cancellationToken);
    }
}

/// <summary>Names are as they are: there are no capitals in them.</summary>
internal sealed class NamesAsTheyAre : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name;

    public string? NormalizeEmail(string? email) => email;
}
