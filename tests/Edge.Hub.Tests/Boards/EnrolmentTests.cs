using System.Text;
using Edge.Contracts.Signing;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Boards;

public sealed class EnrolmentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_secret_itself_is_kept_nowhere()
    {
        await using var bench = await NodeBench.OpenAsync();
        var secret = await bench.AddAsync("kiosk-1");
        Assert.Equal(64, secret.Secret.Length);
        foreach (var file in Directory.EnumerateFiles(bench.Paths.Data, "hub.db*"))
        {
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Token)).AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret.Secret)));
        }
    }

    [Fact]
    public async Task A_retry_with_the_same_key_is_the_same_key_with_another_certificate()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        using var one = await bench.EnrolAsync(secret, key);
        using var two = await bench.EnrolAsync(secret, key);
        Assert.NotEqual(one.SerialNumber, two.SerialNumber);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), Assert.Single(bench.Registry.KeysOf("kiosk-1")).Key.Spki.ToArray());
    }

    [Fact]
    public async Task A_second_key_is_refused_and_leaves_nothing_behind()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var first = NodeBench.NewKey();
        using var second = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        (await bench.EnrolAsync(secret, first)).Dispose();
        var error = await Assert.ThrowsAsync<EnrolException>(() => bench.EnrolAsync(secret, second));
        Assert.Equal(EnrolRefusal.Forbidden, error.Refusal);
        Assert.Single(bench.Registry.KeysOf("kiosk-1"));
    }

    [Fact]
    public async Task The_first_use_over_mutual_tls_spends_the_secret()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        (await bench.EnrolAsync(secret, key)).Dispose();
        await bench.Registry.MarkUsedAsync("kiosk-1", key.ExportSubjectPublicKeyInfo(), Token);
        await Assert.ThrowsAsync<EnrolException>(() => bench.EnrolAsync(secret, key));
        await bench.Registry.MarkUsedAsync("kiosk-1", key.ExportSubjectPublicKeyInfo(), Token);
    }

    [Fact]
    public async Task Another_key_of_the_board_does_not_spend_it()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        using var other = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        (await bench.EnrolAsync(secret, key)).Dispose();
        await bench.Registry.MarkUsedAsync("kiosk-1", other.ExportSubjectPublicKeyInfo(), Token);
        (await bench.EnrolAsync(secret, key)).Dispose();
    }

    [Fact]
    public async Task A_secret_expires_after_thirty_days()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        bench.Time.Now += TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1);
        (await bench.EnrolAsync(secret, key)).Dispose();
        bench.Time.Now += TimeSpan.FromSeconds(1);
        await Assert.ThrowsAsync<EnrolException>(() => bench.EnrolAsync(secret, key));
    }

    [Fact]
    public async Task Keys_and_revocations_are_known_again_after_a_restart()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var secret = await bench.AddAsync("kiosk-1");
        (await bench.EnrolAsync(secret, key)).Dispose();
        await bench.Revoker.RevokeAsync(Actor.CommandLine, "kiosk-1", Token);
        var again = new NodeRegistry(bench.Archive, bench.Time);
        await again.LoadAsync(Token);
        Assert.True(again.IsRevoked("kiosk-1"));
        Assert.True(Assert.Single(again.KeysOf("kiosk-1")).Revoked);
        Assert.Empty(again.KeysOf("kiosk-2"));
    }

    [Fact]
    public async Task Revoking_voids_secrets_tells_who_listens_and_takes_over_the_connection()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var key = NodeBench.NewKey();
        var heard = new List<string>();
        bench.Registry.Revoked += heard.Add;
        var secret = await bench.AddAsync("kiosk-1");
        Assert.True(await bench.Revoker.RevokeAsync(Actor.CommandLine, "kiosk-1", Token));
        await Assert.ThrowsAsync<EnrolException>(() => bench.EnrolAsync(secret, key));
        Assert.Equal(["kiosk-1"], heard);
        Assert.Equal(1, bench.Broker.Reloads);
        Assert.Equal("kiosk-1", Assert.Single(bench.Connector.Attempts).ClientId);
        Assert.Empty(Directory.EnumerateFiles(bench.Paths.Broker, "takeover*"));
        Assert.False(await bench.Revoker.RevokeAsync(Actor.CommandLine, "kiosk-2", Token));
    }

    [Fact]
    public async Task A_replacement_of_a_revoked_board_is_admitted_and_the_old_key_stays_revoked()
    {
        await using var bench = await NodeBench.OpenAsync();
        using var old = NodeBench.NewKey();
        using var replacement = NodeBench.NewKey();
        (await bench.EnrolAsync(await bench.AddAsync("kiosk-1"), old)).Dispose();
        await bench.Revoker.RevokeAsync(Actor.CommandLine, "kiosk-1", Token);
        var secret = await bench.AddAsync("kiosk-1");
        Assert.True(secret.Replaces);
        Assert.True(bench.Registry.IsRevoked("kiosk-1"));
        await Assert.ThrowsAsync<EnrolException>(() => bench.EnrolAsync(secret, old));
        (await bench.EnrolAsync(secret, replacement)).Dispose();
        Assert.False(bench.Registry.IsRevoked("kiosk-1"));
        // One for each board that was admitted, one for the revocation.
        Assert.Equal(3, bench.Broker.Reloads);
        Assert.Equal([true, false], bench.Registry.KeysOf("kiosk-1").Select(k => k.Revoked));
        Assert.Equal(KeyId.Of(replacement.ExportSubjectPublicKeyInfo()), bench.Registry.KeysOf("kiosk-1")[1].Key.Id);
    }

    [Fact]
    public async Task Sqlite_commits_durably()
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var db = await bench.Databases.CreateDbContextAsync(Token);
        await db.Database.OpenConnectionAsync(Token);
        Assert.Equal(2, await db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(Token));
        Assert.Equal("wal", await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(Token));
        Assert.Equal((ulong)bench.Time.Now.ToUnixTimeSeconds(), await db.ArchiveEpochAsync(Token));
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
