using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.SystemTests;

/// <summary>Keys are replaced while people enrol, one of them because it was stolen.</summary>
public sealed class KeyDrillTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registry_and_receipt_keys_rotate_with_records_in_flight_and_all_of_them_drain_and_open()
    {
        await using var system = await EdgeSystem.StartAsync();
        foreach (var node in new[] { "kiosk-1", "kiosk-2", "kiosk-3" }) await (await system.AddKioskAsync(node, Eager)).StartAsync();
        using var desk = new KeyDesk(system);
        var firstReceipt = desk.InForce.ReceiptKeys[0].Id;
        var firstRegistry = desk.InForce.Registry.Id;
        var (secret, open) = desk.NewRegistryKey();
        var accepted = new ConcurrentBag<Guid>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var submitting = Task.WhenAll(system.Kiosks.Select(k => SubmitAsync(k, accepted, enough.Token)));
        await system.WaitStoredAsync(5, Limit);

        // One board is away: it misses the first change altogether and comes back with what it took in meanwhile.
        var away = system.Kiosks[2];
        away.Link.Cut();
        await desk.RotateAsync("--new-receipt", "--add-registry", open);
        await WaitTrustAsync(2, system.Kiosks[0], system.Kiosks[1]);
        await desk.RotateAsync("--revoke-receipt", firstReceipt, "--retire-registry", firstRegistry);
        await WaitTrustAsync(3, system.Kiosks[0], system.Kiosks[1]);
        away.Link.Restore();
        await WaitTrustAsync(3, away);
        await WaitSealedToAsync(system, desk.InForce.Registry.Id);
        await enough.CancelAsync();
        await submitting;

        await system.WaitStoredAsync(accepted.Count, Limit);
        await system.WaitDrainedAsync(Limit);
        Assert.Equal(accepted.Order(), (await ArchiveAudit.CheckAsync(system.HubSetup)).Order());
        var view = JsonElement.Parse((await system.Hub.RunAsync(["trust", "show", "--json"], null, Token)).Output);
        await Until.TrueAsync(async () => JsonElement.Parse((await system.Hub.RunAsync(["trust", "show", "--json"], null, Token)).Output).GetProperty("boards").ToString() == """{"3":3}""",
            Limit, () => $"not every board is known to have version 3: {view}");

        // Sealed to the one key or to the other: each opens with its own, all with both.
        var bySeal = await SealedToAsync(system);
        Assert.Equal(new[] { firstRegistry, desk.InForce.Registry.Id }.Order(), bySeal.Keys.Order());
        var newOnly = await ExportAsync(system, "new-only", secret);
        Assert.Equal(1, newOnly.ExitCode);
        Assert.Contains(firstRegistry, newOnly.Errors, StringComparison.Ordinal);
        Assert.Contains($"not exported: {bySeal[firstRegistry]}", newOnly.Output, StringComparison.Ordinal);
        var both = (await ExportAsync(system, "both", system.HubSetup.RegistryKey, secret)).Ensure();
        Assert.Contains($"{accepted.Count}; there already: 0; not exported: 0", both.Output, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{accepted.Count} records of 3 boards through two rotations; sealed to: {string.Join(", ", bySeal.Select(s => $"{s.Key} {s.Value}"))}"));
    }

    [Fact]
    public async Task A_stolen_receipt_key_releases_nothing_once_it_is_revoked()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1", Eager);
        await kiosk.StartAsync();
        using var desk = new KeyDesk(system);
        var before = desk.InForce.Signed;
        using var stolenKey = ECDsa.Create();
        stolenKey.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(system.HubSetup.Data, "keys", "receipt.key"), Token));
        using var stolen = new SigningKey(stolenKey);
        await desk.RotateAsync("--new-receipt", "--revoke-receipt", stolen.Public.Id);
        await WaitTrustAsync(2, kiosk);

        // The hub is gone, its broker is not, and somebody sits in its place. They also try to take the board's trust back, by the
        // old file, which the root did sign; one of their own, that names the stolen key again, waits behind it.
        await system.Hub.Kill9Async();
        var forged = desk.InForce.ToFile();
        forged.Version = 9;
        forged.RevokedReceiptKeys.Clear();
        forged.ReceiptKeys.Insert(0, new Contracts.Wire.PublicKey { Id = stolen.Public.Id, Spki = ByteString.CopyFrom(stolen.Public.Spki.Span) });
        var files = new[] { (Version: 7UL, Signed: before), (Version: 9UL, Signed: TrustAnchors.Sign(forged, stolen)) }.Select(f => (f.Version, Bytes: f.Signed.ToByteArray())).ToList();
        var waiting = new HashSet<Guid>();
        await using (var thief = new FalseHub(system.HubSetup, stolen,
            [.. files.Select(f => new ObjectOnOffer { Name = "trust", Version = f.Version, Size = (ulong)f.Bytes.Length, Digest = ByteString.CopyFrom(SHA256.HashData(f.Bytes)) })],
            files.ToDictionary(f => ByteString.CopyFrom(SHA256.HashData(f.Bytes)), f => f.Bytes)))
        {
            await thief.StartAsync();
            for (var i = 0; i < 5; i++) waiting.Add((await kiosk.Agent.SubmitAsync(Sample.Record(i), Token)).RecordId);
            await Until.TrueAsync(() => Task.FromResult(thief.Receipts >= 5 && thief.Answers >= 1), Limit, () => $"{thief.Receipts} receipts, {thief.Answers} answers\n{kiosk.Agent.LastLines}");
            await WaitLogAsync(kiosk, "was not believed");
            await WaitLogAsync(kiosk, "never goes back");
            Assert.Equal(waiting, await kiosk.Agent.WaitingAsync(Token));
            Assert.Equal(2, await TrustVersionAsync(kiosk));
        }

        await system.Hub.DisposeAsync();
        await system.StartHubAsync();
        await system.WaitStoredAsync(5, TimeSpan.FromMinutes(2));
        await system.WaitDrainedAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(waiting, await ArchiveAudit.CheckAsync(system.HubSetup));
    }

    [Fact]
    public async Task The_hub_refuses_a_trust_file_that_goes_back_or_that_another_key_signed()
    {
        await using var system = await EdgeSystem.StartAsync();
        using var desk = new KeyDesk(system);
        var second = await desk.RotateAsync("--new-receipt");
        await desk.RotateAsync();
        var back = await desk.TryPublishAsync(second);
        Assert.Equal(1, back.ExitCode);
        Assert.Contains("not newer", back.Errors, StringComparison.Ordinal);
        var next = desk.InForce.ToFile();
        next.Version = 4;
        using var other = SigningKey.Create();
        var forged = await desk.TryPublishAsync(desk.Write(TrustAnchors.Sign(next, other)));
        Assert.Equal(1, forged.ExitCode);
        Assert.Contains("not signed by the pinned root", forged.Errors, StringComparison.Ordinal);
        Assert.Equal(3UL, desk.InForce.Version);
    }

    /// <summary>A file of four pieces over a slow link that breaks after each: no piece travels twice.</summary>
    [Fact]
    public async Task A_trust_file_is_pulled_across_cuts()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1", Eager, bitsPerSecond: 256_000);
        await kiosk.StartAsync();
        using var desk = new KeyDesk(system);
        await system.WaitBoardAsync("kiosk-1", Limit);
        var large = desk.InForce.ToFile();
        large.Version = 2;
        for (var i = 0; i < 15; i++) large.CaCertificates.Add(ByteString.CopyFrom(LargeAuthority(i)));
        var signed = TrustAnchors.Sign(large, desk.Root);
        Assert.InRange(signed.CalculateSize(), 3 * Limits.AnswerBytes, Limits.TrustBytes);
        kiosk.Link.Cut();
        await desk.PublishAsync(desk.Write(signed));

        var (cuts, before) = (0, kiosk.Link.BytesDown);
        while (await TrustVersionAsync(kiosk) < 2)
        {
            Assert.True(cuts < 40, $"not there after {cuts} cuts.\n{kiosk.Agent.LastLines}\nhub: {system.Hub.LastLines}");
            var down = kiosk.Link.BytesDown;
            kiosk.Link.Restore();
            // Handshake and one piece fit, and part of the next.
            await Until.TrueAsync(async () => kiosk.Link.BytesDown - down > 3 * Limits.AnswerBytes / 2 + 4096 || await TrustVersionAsync(kiosk) == 2, Limit,
                () => $"no piece arrives; {kiosk.Link.BytesDown - down} bytes did.\n{kiosk.Agent.LastLines}\nhub: {system.Hub.LastLines}");
            kiosk.Link.Cut();
            cuts++;
        }
        var total = kiosk.Link.BytesDown - before;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{signed.CalculateSize()} bytes, {cuts} connections, {total} bytes down"));
        Assert.InRange(cuts, 2, 10);

        // What it names is in force for MQTT too.
        kiosk.Link.Restore();
        await kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, Limit);
    }

    private static AgentSetup Eager(AgentSetup setup) => setup with
    {
        Environment = new Dictionary<string, string>(setup.Environment) { ["EDGE_Uplink__IdleOffer"] = "00:00:05" },
    };

    private static async Task SubmitAsync(Kiosk kiosk, ConcurrentBag<Guid> accepted, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            accepted.Add((await kiosk.Agent.SubmitAsync(Sample.Record(i, 60_000), Token)).RecordId);
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, enough));
        }
    }

    private static async Task<int> TrustVersionAsync(Kiosk kiosk) => (await kiosk.Agent.StatusAsync(Token)).GetProperty("trust").GetProperty("version").GetInt32();

    private static async Task WaitTrustAsync(int version, params Kiosk[] kiosks)
    {
        foreach (var kiosk in kiosks)
        {
            await Until.TrueAsync(async () => await TrustVersionAsync(kiosk) == version, Limit, () => $"{kiosk.Node} does not get trust file version {version}.\n{kiosk.Agent.LastLines}");
        }
    }

    private static Task WaitLogAsync(Kiosk kiosk, string words) => Until.TrueAsync(
        async () => (await ReadAsync(kiosk.Agent.LogPath)).Contains(words, StringComparison.Ordinal), Limit, () => $"{kiosk.Node} does not say '{words}'.\n{kiosk.Agent.LastLines}");

    private static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(Token);
    }

    private static Task<ToolResult> ExportAsync(EdgeSystem system, string folder, params string[] keys) =>
        ToolRun.RunAsync(EdgeTool.Hub, ["export", .. keys.SelectMany(k => new[] { "--key", k }), "--out", Path.Combine(system.Folder, folder), "--data", system.HubSetup.Data], cancellationToken: Token);

    private static Task WaitSealedToAsync(EdgeSystem system, string keyId) => Until.TrueAsync(
        async () => (await SealedToAsync(system)).GetValueOrDefault(keyId) >= 3, Limit, () => $"nothing is sealed to {keyId}");

    private static async Task<Dictionary<string, int>> SealedToAsync(EdgeSystem system)
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDbRegistration.Configure(options, Path.Combine(system.HubSetup.Data, "hub.db"));
        await using var db = new HubDb(options.Options);
        return await db.Set<ArchivedRecord>().Where(r => r.State == Hub.Archive.RecordState.Stored).GroupBy(r => r.RecipientKeyId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Token);
    }

    private static byte[] LargeAuthority(int number)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Authority {number}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var padding = new byte[3_300];
        RandomNumberGenerator.Fill(padding);
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.99999.1", padding, critical: false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.RawData;
    }
}
