using System.Globalization;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Edge.Testing.Processes;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Identity.Settings;

/// <summary>Where a board asks for its next certificate.</summary>
public sealed class RenewalAddressTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly DateTimeOffset _from = DateTimeOffset.UnixEpoch.AddYears(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task A_certificate_is_renewed_at_the_told_address_and_wrong_ones_before_it_cost_a_try_each()
    {
        using var ca = TestCertificates.OtherCa();
        await using var old = await TestHub.StartAsync(TestCertificates.Hub());
        await using var moved = await TestHub.StartAsync(TestCertificates.Hub());
        await using var stranger = await TestHub.StartAsync(TestCertificates.Hub(ca));
        var renewal = await ProvisionedAsync(old, FreePort.Next().ToString(), Address(stranger), Address(moved));
        Assert.True(await renewal.RenewAsync(Token));
        Assert.Equal((0, 1, 1), (stranger.Requests.Count, moved.Requests.Count, old.Requests.Count));
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_all_told_addresses_are_wrong_the_provisioned_one_is_asked_and_what_was_wrong_is_said()
    {
        using var ca = TestCertificates.OtherCa();
        await using var stranger = await TestHub.StartAsync(TestCertificates.Hub(ca));
        Renewal renewal;
        await using (var old = await TestHub.StartAsync(TestCertificates.Hub()))
        {
            renewal = await ProvisionedAsync(old, Address(stranger));
            Assert.True(await renewal.RenewAsync(Token));
            Assert.Equal(2, old.Requests.Count);
        }
        var present = File.ReadAllText(new IdentityFiles(_folder.Data).Certificate);
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => renewal.RenewAsync(Token));
        Assert.Contains("is not the hub of this provisioning file", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.Equal(present, File.ReadAllText(new IdentityFiles(_folder.Data).Certificate));
    }

    public void Dispose() => _folder.Dispose();

    private static string Address(TestHub hub) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{hub.Port}");

    // Its certificate is long due.
    private async Task<Renewal> ProvisionedAsync(TestHub hub, params string[] told)
    {
        hub.Validity = (_from, _from.AddYears(3));
        await new Provisioner(_folder.Data, new LinuxDisk()).ProvisionAsync(TestProvisioning.File(httpsPort: hub.Port), false, Token);
        var (identity, time) = (IdentityStore.Load(_folder.Data), new ManualTime { Now = _from.AddYears(20) });
        var settings = TestSettings.Store(identity, _folder.Data);
        settings.Take(1, TestSettings.Bytes(1, s => s.HttpsAddresses.AddRange(told)));
        return new Renewal(identity, TestSettings.Book(identity, _folder.Data, time, settings), _folder.Data, new LinuxDisk(), Options.Create(new RenewalOptions()), new Edge.Mqtt.SegmentSize(time), time, NullLogger<Renewal>.Instance);
    }
}
