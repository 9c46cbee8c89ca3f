using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Testing.Processes;
using Microsoft.EntityFrameworkCore;

namespace Edge.SystemTests.Support;

/// <summary>Reads a hub's archive for itself, without the hub's own words, and checks what it promises.</summary>
internal static class ArchiveAudit
{
    /// <summary>Every stored record signed by its node, every receipt good, no record twice, every chain without a gap; returns the ids.</summary>
    public static async Task<HashSet<Guid>> CheckAsync(HubSetup hub)
    {
        var token = TestContext.Current.CancellationToken;
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDbRegistration.Configure(options, Path.Combine(hub.Data, "hub.db"));
        await using var db = new HubDb(options.Options);
        var trust = Trust(hub);
        var keys = (await db.Set<NodeKey>().ToListAsync(token)).ToLookup(k => k.Node, k => new VerifyingKey(k.Spki));
        var rows = await db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.State == Hub.Archive.RecordState.Stored).OrderBy(r => r.Node).ThenBy(r => r.Sequence).ToListAsync(token);

        Assert.Equal(rows.Count, rows.Select(r => (r.Node, r.RecordId)).Distinct().Count());
        foreach (var node in rows.GroupBy(r => r.Node))
        {
            var expected = 1L;
            byte[] previous = [];
            foreach (var row in node)
            {
                var manifest = RecordManifest.Read(row.Manifest, row.Signature);
                Assert.Contains(keys[row.Node], manifest.IsSignedBy);
                Assert.Contains(trust, t => IsGood(row, manifest, t));
                Assert.True(row.Sequence == expected, $"{node.Key}: number {expected} is missing, {row.Sequence} follows");
                Assert.True(manifest.Fields.PreviousDigest.Span.SequenceEqual(previous), $"{node.Key}: number {row.Sequence} does not name the record before it");
                (expected, previous) = (expected + 1, manifest.Digest);
            }
        }
        return [.. rows.Select(r => r.RecordId)];
    }

    private static bool IsGood(ArchivedRecord row, RecordManifest manifest, TrustAnchors trust)
    {
        try
        {
            StoredReceipts.Verify(Decoder.Parse(SignedReceipt.Parser, row.Receipt, "receipt"), manifest, trust);
            return true;
        }
        catch (MalformedException)
        {
            return false;
        }
    }

    // Every trust file there was: a receipt is as good as the file that was in force when it was given.
    private static List<TrustAnchors> Trust(HubSetup hub)
    {
        using var root = System.Security.Cryptography.ECDsa.Create();
        root.ImportFromPem(File.ReadAllText(Path.Combine(hub.Data, "trust", "root.pub")));
        var pinned = new VerifyingKey(root.ExportSubjectPublicKeyInfo());
        return [.. Directory.GetFiles(Path.Combine(hub.Data, "trust"), "*.bin", SearchOption.AllDirectories)
            .Select(f => TrustAnchors.Verify(Decoder.Parse(SignedTrust.Parser, File.ReadAllBytes(f), "trust file"), pinned))];
    }
}
