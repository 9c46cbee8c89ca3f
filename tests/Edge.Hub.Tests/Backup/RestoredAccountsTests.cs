using Edge.Hub.Accounts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Backup;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Backup;

/// <summary>Who may sign in, and who did what, after a restore.</summary>
public sealed class RestoredAccountsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new() { Now = new(2030, 1, 16, 8, 0, 0, TimeSpan.Zero) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_user_locked_and_a_token_revoked_after_the_backup_stay_so_and_the_audit_goes_on()
    {
        await using var bench = await NodeBench.OpenAsync();
        var users = new UserBook(bench.Archive, bench.Audit, new PasswordHasher<HubUser>(), new FailureBook(bench.Time), bench.Time);
        var tokens = new TokenBook(bench.Archive, bench.Audit, bench.Time);
        await users.AddAsync(Actor.CommandLine, new NewUser("hoa", Role.Viewer, "vi", Browser.Password), Token);
        await tokens.AddAsync(Actor.CommandLine, new TokenRequest("registry", Role.Viewer, null), Token);
        await bench.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Paths, _folder.File("hub.backup"));
        await users.LockAsync(Actor.User("minh"), "hoa", locked: true, Token);
        await tokens.RevokeAsync(Actor.User("minh"), "registry", Token);
        HubDbRegistration.ClearPool(bench.Paths.Database);

        // Where nothing else is left: as it was.
        Assert.Equal("False False archive-restored token-added user-added", await RestoreAsync("fresh", null));
        // Over the archive that still knows.
        Assert.Equal("True True archive-restored token-revoked user-locked token-added user-added", await RestoreAsync("same", bench.Paths));
    }

    private async Task<string> RestoreAsync(string folder, HubPaths? over)
    {
        var target = new HubPaths(_folder.File(folder));
        Directory.CreateDirectory(target.Data);
        if (over is not null) BackupFile.Write(over, target.Database);
        await new RestoreTool(target, _time, _ => { }).RunAsync(_folder.File("hub.backup"), Token);
        var databases = new Restored(target.Database);
        Assert.Null((await new AuditVerifier(databases).VerifyAsync(null, Token)).Problem);
        await using var db = databases.CreateDbContext();
        var acts = await new AuditReader(databases).ListAsync(null, null, 100, Token);
        return $"{(await db.Set<HubUser>().SingleAsync(Token)).Disabled} {(await db.Set<ApiToken>().SingleAsync(Token)).RevokedAt is not null} {string.Join(' ', acts.Select(a => a.Act))}";
    }

    private sealed class Restored(string path) : IDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext() => BackupFile.Db(path);
    }
}
