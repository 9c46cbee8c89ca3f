using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Tests.Kiosk.Printing;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Identity.Provisioning;

public sealed class ProvisionTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly IdentityFiles _files;
    private readonly Provisioner _provisioner;

    public ProvisionTests()
    {
        _files = new IdentityFiles(_folder.Data);
        _provisioner = new Provisioner(_folder.Data, new LinuxDisk());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_board_enrols_and_knows_who_it_is()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        Assert.Equal("kiosk-1", await ProvisionAsync(hub));
        Assert.Equal("simpleenroll application/pkcs10", Assert.Single(hub.Requests));

        var identity = IdentityStore.Load(_folder.Data);
        Assert.Equal(("kiosk-1", "north", "127.0.0.1", hub.Port), (identity.Node, identity.Group, identity.HttpsHost, identity.HttpsPort));
        using var certificate = X509Certificate2.CreateFromPemFile(identity.CertificateFile, identity.KeyFile);
        Assert.Equal(identity.Key.Public.Spki.ToArray(), certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.Contains("BEGIN CERTIFICATE", await File.ReadAllTextAsync(identity.CaFile, Token), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_files.Key));
        foreach (var file in Directory.GetFiles(_files.Folder))
        {
            Assert.True((await File.ReadAllBytesAsync(file, Token)).AsSpan().IndexOf("one-time-secret"u8) < 0, file);
        }
    }

    // A hub shows people's certificate by the names it has for them, and turns away those it does not know: boards ask for the hub itself, whatever they dial.
    [Theory(Timeout = 180_000)]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task The_hub_is_called_by_its_own_name_whatever_its_address_is(string host)
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        await _provisioner.ProvisionAsync(TestProvisioning.File(httpsPort: hub.Port, httpsHost: host), false, Token);
        Assert.Equal(("edge-hub", "edge-hub"), hub.Called);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(45, 46)]   // long over
    [InlineData(90, 95)]   // as a clock in 1970 would see it: not yet begun
    public async Task Dates_of_the_hubs_certificate_do_not_matter(int fromYear, int toYear)
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub(from: DateTimeOffset.UnixEpoch.AddYears(fromYear), to: DateTimeOffset.UnixEpoch.AddYears(toYear)));
        Assert.Equal("kiosk-1", await ProvisionAsync(hub));
    }

    [Fact(Timeout = 180_000)]
    public async Task Another_authority_of_the_same_name_is_refused()
    {
        using var ca = TestCertificates.OtherCa();
        await AssertNotTheHub(TestCertificates.Hub(ca));
    }

    [Fact(Timeout = 180_000)]
    public Task A_certificate_for_another_name_is_refused() => AssertNotTheHub(TestCertificates.Hub(name: "kiosk-2"));

    [Fact(Timeout = 180_000)]
    public async Task A_boards_certificate_is_not_a_hubs()
    {
        await Task.Yield();
        var ca = new PinnedCa([TestKeys.Shared.Ca.RawData]);
        using var board = TestCertificates.Hub(usage: PinnedCa.ClientAuth);
        using var hub = TestCertificates.Hub();
        Assert.False(ca.Issued(board, PinnedCa.ServerAuth));
        Assert.True(ca.Issued(board, PinnedCa.ClientAuth));
        Assert.True(ca.Issued(hub, PinnedCa.ServerAuth));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_lost_answer_is_made_good_by_trying_again_with_the_same_key()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        hub.AnswersToLose = 1;
        await Assert.ThrowsAsync<ProvisioningException>(() => ProvisionAsync(hub));
        Assert.False(IdentityStore.IsProvisioned(_folder.Data));
        var key = await File.ReadAllTextAsync(new IdentityFiles(_folder.Data.NewIdentity).Key, Token);
        Assert.Equal("kiosk-1", await ProvisionAsync(hub));
        Assert.Equal(key, await File.ReadAllTextAsync(_files.Key, Token));
        Assert.False(Directory.Exists(_folder.Data.NewIdentity));
        Assert.Equal(2, hub.Requests.Count);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_wrong_or_used_secret_is_named_and_nothing_changes()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        var refusal = await Assert.ThrowsAsync<ProvisioningException>(() => _provisioner.ProvisionAsync(TestProvisioning.File(httpsPort: hub.Port, secret: "wrong"), false, Token));
        Assert.Contains("one-time secret", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refusal.ToString(), StringComparison.Ordinal);
        Assert.False(IdentityStore.IsProvisioned(_folder.Data));
    }

    [Fact(Timeout = 180_000)]
    public async Task Offline_a_request_goes_out_and_a_certificate_comes_back()
    {
        await ProvisionOfflineAsync("kiosk-1");
        Assert.Equal("kiosk-1", IdentityStore.Load(_folder.Data).Node);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_certificate_for_another_key_or_board_or_by_another_authority_is_refused()
    {
        var request = Request("kiosk-1");
        using var strangerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = TestCertificates.Board(NodeKey.Request(strangerKey, "kiosk-1").CreateSigningRequest());
        using var otherName = TestCertificates.Board(request, "kiosk-2");
        using var otherCa = TestCertificates.OtherCa();
        using var byOther = TestCertificates.Board(request, ca: otherCa);
        foreach (var certificate in (X509Certificate2[])[stranger, otherName, byOther])
        {
            await Assert.ThrowsAsync<ProvisioningException>(() => _provisioner.ProvisionAsync(TestProvisioning.File(certificate: certificate.RawData), false, Token));
        }
        Assert.False(IdentityStore.IsProvisioned(_folder.Data));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_board_becomes_somebody_else_only_when_told_to()
    {
        await ProvisionOfflineAsync("kiosk-1");
        var key = await File.ReadAllTextAsync(_files.Key, Token);
        var refusal = Assert.Throws<ProvisioningException>(() => _provisioner.CreateRequest(TestProvisioning.File("kiosk-2"), replace: false));
        Assert.Contains("--replace", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("kiosk-1", IdentityStore.Load(_folder.Data).Node);

        await ProvisionOfflineAsync("kiosk-2", replace: true);
        Assert.Equal("kiosk-2", IdentityStore.Load(_folder.Data).Node);
        Assert.NotEqual(key, await File.ReadAllTextAsync(_files.Key, Token));
    }

    // A revoked key opens nothing any more, a new provisioning file or not.
    [Fact(Timeout = 180_000)]
    public async Task The_same_board_gets_a_new_key_only_when_told_to()
    {
        await ProvisionOfflineAsync("kiosk-1");
        var key = await File.ReadAllTextAsync(_files.Key, Token);
        await ProvisionOfflineAsync("kiosk-1");
        Assert.Equal(key, await File.ReadAllTextAsync(_files.Key, Token));
        await ProvisionOfflineAsync("kiosk-1", replace: true);
        Assert.NotEqual(key, await File.ReadAllTextAsync(_files.Key, Token));
        Assert.Equal("kiosk-1", IdentityStore.Load(_folder.Data).Node);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_replacement_that_fails_leaves_the_board_who_it_was()
    {
        await ProvisionOfflineAsync("kiosk-1");
        var before = Files(_folder.Data.Identity);
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        foreach (var (port, secret) in new[] { (hub.Port, "spent"), (1, "one-time-secret") }) // and a hub that is away
        {
            await Assert.ThrowsAsync<ProvisioningException>(() => _provisioner.ProvisionAsync(TestProvisioning.File("kiosk-2", httpsPort: port, secret: secret), replace: true, Token));
            Assert.Equal(before, Files(_folder.Data.Identity));
        }
        _provisioner.CreateRequest(TestProvisioning.File("kiosk-2"), replace: true);
        Assert.Equal(before, Files(_folder.Data.Identity));
        Assert.Equal("kiosk-1", IdentityStore.Load(_folder.Data).Node);
    }

    /// <summary>Killed before any step of the disk, a board is the one or the other, whole; done again it is the other.</summary>
    [Fact(Timeout = 180_000)]
    public async Task A_replacement_that_is_cut_leaves_one_whole_identity_and_may_be_done_again()
    {
        var seen = new List<string>();
        for (var step = 0; seen.Count < 2 || seen[^1] != seen[^2] || seen[^1] == "kiosk-1"; step++)
        {
            using var folder = new TestFolder();
            await OfflineAsync(folder, new LinuxDisk(), "kiosk-1");
            var (left, disk) = (step, new FaultyDisk());
            disk.Fault = (_, _) => left-- == 0 ? throw new KilledException() : null;
            try
            {
                await OfflineAsync(folder, disk, "kiosk-2", replace: true);
            }
            catch (KilledException)
            {
                // Whoever looks now finds what a kill leaves.
            }
            var identity = IdentityStore.Load(folder.Data);
            using var certificate = X509Certificate2.CreateFromPemFile(identity.CertificateFile, identity.KeyFile);
            Assert.Equal(identity.Node, certificate.GetNameInfo(X509NameType.SimpleName, false));
            seen.Add(identity.Node);
            await OfflineAsync(folder, new LinuxDisk(), "kiosk-2", replace: true);
            Assert.Equal("kiosk-2", IdentityStore.Load(folder.Data).Node);
            Assert.True(step < 200);
        }
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.True(seen.Count(s => s == "kiosk-1") > 10, string.Join(' ', seen));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_certificate_past_two_thirds_of_its_life_is_renewed_over_mutual_tls()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        var from = DateTimeOffset.UnixEpoch.AddYears(50);
        hub.Validity = (from, from.AddYears(3));
        await ProvisionAsync(hub);
        var time = new ManualTime { Now = from.AddYears(1) };
        var identity = IdentityStore.Load(_folder.Data);
        using var renewal = new Renewal(identity, TestSettings.Book(identity, _folder.Data, time), _folder.Data, new LinuxDisk(), Options.Create(new RenewalOptions()), new Edge.Mqtt.SegmentSize(time), time, NullLogger<Renewal>.Instance);
        Assert.False(await renewal.RenewAsync(Token));

        foreach (var now in (DateTimeOffset[])[from.AddYears(2).AddDays(10), from.AddYears(9)]) // due, and long expired
        {
            time.Now = now;
            hub.Validity = (from, from.AddYears(4));
            Assert.True(await renewal.RenewAsync(Token));
        }
        Assert.Equal("simplereenroll application/pkcs10", hub.Requests.Last());
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(_files.Certificate);
        Assert.Equal(from.AddYears(4), new DateTimeOffset(certificate.NotAfter));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN EDGE PROVISIONING-----\nAAAA\n-----END EDGE PROVISIONING-----\n")]
    public async Task A_file_that_is_none_is_refused(string text) =>
        await Assert.ThrowsAsync<ProvisioningException>(() => _provisioner.ProvisionAsync(text, false, Token));

    public void Dispose() => _folder.Dispose();

    private Task<string> ProvisionAsync(TestHub hub) => _provisioner.ProvisionAsync(TestProvisioning.File(httpsPort: hub.Port), false, Token);

    private static Dictionary<string, string> Files(string folder) => Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

    private static async Task OfflineAsync(TestFolder folder, IDisk disk, string node, bool replace = false)
    {
        var provisioner = new Provisioner(folder.Data, disk);
        var pem = provisioner.CreateRequest(TestProvisioning.File(node), replace);
        using var certificate = TestCertificates.Board(Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]), node);
        await provisioner.ProvisionAsync(TestProvisioning.File(node, certificate: certificate.RawData), replace, Token);
    }

    private async Task ProvisionOfflineAsync(string node, bool replace = false)
    {
        using var certificate = TestCertificates.Board(Request(node, replace), node);
        await _provisioner.ProvisionAsync(TestProvisioning.File(node, certificate: certificate.RawData), replace, Token);
    }

    private byte[] Request(string node, bool replace = false)
    {
        var pem = _provisioner.CreateRequest(TestProvisioning.File(node), replace);
        return Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
    }

    private async Task AssertNotTheHub(X509Certificate2 certificate)
    {
        await using var hub = await TestHub.StartAsync(certificate);
        var refusal = await Assert.ThrowsAsync<ProvisioningException>(() => ProvisionAsync(hub));
        Assert.Contains("is not the hub of this provisioning file", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Requests);
    }
}
