using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;

namespace Edge.Agent.Tests.Identity;

public sealed class TrustStoreTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Shared;

    private readonly TestFolder _folder = new();
    private readonly FaultyDisk _disk = new();
    private readonly IdentityFiles _files;

    public TrustStoreTests()
    {
        _files = new IdentityFiles(_folder.Data);
        DurableFile.EnsureFolder(new LinuxDisk(), _folder.Data.Identity);
        DurableFile.Replace(new LinuxDisk(), _files.Trust, Keys.Signed.ToByteArray());
        File.WriteAllText(_files.Ca, new PinnedCa([Keys.Ca.RawData]).Pem);
    }

    [Fact]
    public void A_newer_trust_file_is_in_force_at_once_and_after_a_restart()
    {
        var store = Load();
        using var receipt = SigningKey.Create();
        store.Take(Bytes(Keys.NextTrust(f => f.ReceiptKeys.Insert(0, TestKeys.Public(receipt.Public)))));
        Assert.Equal((2UL, receipt.Public.Id), (store.Current.Version, store.Current.ReceiptKeys[0].Id));
        Assert.Equal((2UL, receipt.Public.Id), (Load().Current.Version, Load().Current.ReceiptKeys[0].Id));
        Assert.Null(store.Problem);
    }

    [Fact]
    public void A_lower_or_equal_version_another_signer_and_damage_are_refused()
    {
        var store = Load();
        store.Take(Bytes(Keys.NextTrust(_ => { }, version: 5)));
        using var thief = SigningKey.Create();
        foreach (var version in new ulong[] { 1, 4, 5 })
        {
            Assert.Contains("never goes back", Assert.Throws<MalformedException>(() => store.Take(Bytes(Keys.NextTrust(_ => { }, version: version)))).Message, StringComparison.Ordinal);
        }
        Assert.Contains("not signed", Assert.Throws<MalformedException>(() => store.Take(Bytes(Keys.NextTrust(_ => { }, thief, version: 6)))).Message, StringComparison.Ordinal);
        // Nor by the key that signs receipts, which the hub has.
        Assert.Throws<MalformedException>(() => store.Take(Bytes(Keys.NextTrust(_ => { }, Keys.Receipt, version: 6))));
        Assert.Throws<MalformedException>(() => store.Take(new byte[] { 1, 2, 3 }));
        Assert.Equal((5UL, 5UL), (store.Current.Version, Load().Current.Version));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("fsync")]
    [InlineData("rename")]
    public void One_that_cannot_be_written_down_is_not_in_force_and_may_be_taken_again(string operation)
    {
        var store = Load();
        var next = Bytes(Keys.NextTrust(_ => { }));
        _disk.Fault = (o, _) => o == operation ? FaultyDisk.InputOutput : null;
        Assert.Throws<DiskException>(() => store.Take(next));
        Assert.Equal((1UL, 1UL), (store.Current.Version, Load().Current.Version));
        _disk.Fault = (_, _) => null;
        store.Take(next);
        Assert.Equal((2UL, 2UL), (store.Current.Version, Load().Current.Version));
    }

    [Fact]
    public void A_changed_authority_reaches_the_file_that_MQTT_reads_even_through_a_power_cut()
    {
        using var other = TestCertificates.OtherCa();
        var next = Keys.NextTrust(f => f.CaCertificates.Add(ByteString.CopyFrom(other.RawData)));
        Load().Take(Bytes(next));
        var both = new PinnedCa([Keys.Ca.RawData, other.RawData]).Pem;
        Assert.Equal(both, File.ReadAllText(_files.Ca));
        // Cut between the two files.
        File.WriteAllText(_files.Ca, new PinnedCa([Keys.Ca.RawData]).Pem);
        Load().Mend();
        Assert.Equal(both, File.ReadAllText(_files.Ca));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_or_lost_trust_file_falls_back_to_the_provisioned_one_until_the_hub_sends_the_newest(bool lost)
    {
        var next = Bytes(Keys.NextTrust(_ => { }));
        Load().Take(next);
        if (lost) File.Delete(_files.Trust);
        else
        {
            var bytes = File.ReadAllBytes(_files.Trust);
            bytes[30] ^= 1;
            DurableFile.Replace(new LinuxDisk(), _files.Trust, bytes);
        }
        var store = Load();
        Assert.Equal(1UL, store.Current.Version);
        Assert.Contains(_files.Trust, store.Problem!, StringComparison.Ordinal);
        store.Take(next);
        Assert.Equal(2UL, store.Current.Version);
        Assert.Null(store.Problem);
        Assert.Null(Load().Problem);
    }

    public void Dispose() => _folder.Dispose();

    private TrustStore Load() => TrustStore.Load(Keys.Trust(_folder.Data).Current, Keys.Root.Public, _files, _disk);

    private static byte[] Bytes(SignedTrust signed) => signed.ToByteArray();
}
