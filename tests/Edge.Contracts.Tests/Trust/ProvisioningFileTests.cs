using System.Text;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Trust;

public sealed class ProvisioningFileTests
{
    private static readonly string Text = ProvisioningFile.Write(Samples.Provisioning());

    [Fact]
    public void A_file_survives_writing_and_reading()
    {
        var (provisioning, trust) = ProvisioningFile.Read(Text);

        Assert.Equal(Samples.Provisioning(), provisioning);
        Assert.Equal(3ul, trust.Version);
    }

    [Fact]
    public void Mail_may_wrap_it_in_text_and_change_its_line_ends()
    {
        var (provisioning, _) = ProvisioningFile.Read("Dear technician,\r\n\r\n" + Text.ReplaceLineEndings("\r\n") + "\r\nregards\r\n");
        Assert.Equal(Samples.Provisioning(), provisioning);
    }

    // No signature covers addresses and secret, so the file itself has to tell that it is damaged.
    [Fact]
    public void Damage_to_any_character_is_refused_or_changes_nothing()
    {
        foreach (var damaged in Damage.Every(Encoding.ASCII.GetBytes(Text))) AssertRefusedOrSame(Encoding.Latin1.GetString(damaged));
    }

    [Fact]
    public void Any_damage_is_refused_or_changes_nothing() =>
        Property.Holds(Damage.Any, damage => AssertRefusedOrSame(Encoding.Latin1.GetString(damage.To(Encoding.ASCII.GetBytes(Text)))), count: 1_000);

    public static TheoryData<string, Action<Provisioning>> Broken { get; } = new()
    {
        { "node", p => p.Node = "../x" },
        { "group", p => p.Group = "Nghệ An" },
        { "trust file is missing", p => p.Trust = null },
        { "root key", p => p.RootSpki = ByteString.Empty },
        { "not signed by the pinned root", p => p.RootSpki = ByteString.CopyFrom(Samples.NodeKey.Public.Spki.Span) },
        { "not signed by the pinned root", p => p.Trust = new SignedTrust() },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void A_file_of_the_wrong_form_is_refused(string reason, Action<Provisioning> breakIt)
    {
        var provisioning = Samples.Provisioning();
        breakIt(provisioning);
        var refusal = Assert.Throws<MalformedException>(() => ProvisioningFile.Read(ProvisioningFile.Write(provisioning)));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_file_is_refused()
    {
        foreach (var text in new[] { "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", Text[..^40], new string('A', 3 * Limits.TrustBytes) })
        {
            Assert.Throws<MalformedException>(() => ProvisioningFile.Read(text));
        }
    }

    private static void AssertRefusedOrSame(string text)
    {
        try
        {
            Assert.Equal(Samples.Provisioning(), ProvisioningFile.Read(text).Provisioning);
        }
        catch (MalformedException)
        {
            // Refused.
        }
    }
}
