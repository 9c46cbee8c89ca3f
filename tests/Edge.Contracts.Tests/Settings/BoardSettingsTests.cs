using Edge.Contracts.Settings;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Tests.Settings;

public sealed class BoardSettingsTests
{
    private const string Group = "nghe-an";

    [Theory]
    [InlineData(Group)]
    [InlineData("")]
    public void Settings_by_a_receipt_key_are_believed(string group)
    {
        var made = Samples.Settings();
        made.Group = group;
        var read = SignedBoardSettings.Verify(SignedBoardSettings.Sign(made, Samples.ReceiptKey), Group, Samples.Trust);
        Assert.Equal(made, read);
        Assert.Equal(Samples.ReceiptKey.Public.Id, read.KeyId);
    }

    [Fact]
    public void Damage_to_any_byte_is_refused()
    {
        var good = SignedBoardSettings.Sign(Samples.Settings(), Samples.ReceiptKey);
        foreach (var damaged in Damage.Every(good.Settings.ToByteArray())) AssertRefused(new SignedSettings { Settings = ByteString.CopyFrom(damaged), Signature = good.Signature });
        foreach (var damaged in Damage.Every(good.Signature.ToByteArray())) AssertRefused(new SignedSettings { Settings = good.Settings, Signature = ByteString.CopyFrom(damaged) });
    }

    [Fact]
    public void Any_damage_is_refused() => Property.Holds(Damage.Any, damage =>
    {
        var good = SignedBoardSettings.Sign(Samples.Settings(), Samples.ReceiptKey);
        AssertRefused(new SignedSettings { Settings = ByteString.CopyFrom(damage.To(good.Settings.ToByteArray())), Signature = good.Signature });
        AssertRefused(new SignedSettings { Settings = good.Settings, Signature = ByteString.CopyFrom(damage.To(good.Signature.ToByteArray())) });
    });

    [Fact]
    public void Another_key_another_purpose_and_another_group_are_refused()
    {
        AssertRefused(SignedBoardSettings.Sign(Samples.Settings(), Samples.Root));
        AssertRefused(SignedBoardSettings.Sign(Samples.Settings(), Samples.NodeKey));
        var good = SignedBoardSettings.Sign(Samples.Settings(), Samples.ReceiptKey);
        AssertRefused(new SignedSettings { Settings = good.Settings, Signature = ByteString.CopyFrom(Samples.ReceiptKey.Sign(SignContext.Stored, good.Settings.Span)) });
        var refusal = Assert.Throws<MalformedException>(() => SignedBoardSettings.Verify(good, "ha-giang", Samples.Trust));
        Assert.Equal("the settings are for the group 'nghe-an'; this board is of 'ha-giang'", refusal.Message);
    }

    public static TheoryData<string, Action<SettingsFile>> Wrong { get; } = new()
    {
        { "version is 0", s => s.Version = 0 },
        { "version is 1000000000000", s => s.Version = Limits.TrustVersion + 1 },
        { "group must be", s => s.Group = "Nghệ An" },
        { "9 MQTT addresses; at most 8", s => s.MqttAddresses.AddRange(Enumerable.Range(1, 7).Select(i => $"hub-{i}.example:8883")) },
        { "9 HTTPS addresses; at most 8", s => s.HttpsAddresses.AddRange(Enumerable.Range(1, 8).Select(i => $"hub-{i}.example:8443")) },
        { "MQTT address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "hub.example" },
        { "and a port of 1 to 65535: 'hub.example:0'", s => s.MqttAddresses[0] = "hub.example:0" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "hub.example:65536" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "mqtt://hub.example:8883" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "user@hub.example:8883" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "hub\u001b[2J:8883" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "2001:db8::7:8883" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = "[fe80::1%eth0]:8883" },
        { "address of the settings is not HOST:PORT", s => s.MqttAddresses[0] = new string('a', 254) + ":8883" },
        { "MQTT address twice", s => s.MqttAddresses.Add("HUB.example:8883") },
        { "place has 61 letters; at most 60", s => s.Place = new string('x', 61) },
        { "control character", s => s.Place = "Na\nNgoi" },
        { "66 opening times; at most 64", s => s.Hours.Times.AddRange(Enumerable.Range(0, 64).Select(_ => s.Hours.Times[0].Clone())) },
        { "no week has", s => s.Hours.Times[0].Days = 0x80 },
        { "either days or a date", s => s.Hours.Times[0].Days = 0 },
        { "either days or a date", s => s.Hours.Times[0].Date = 20270210 },
        { "which is no date", s => s.Hours.Times[1].Date = 20270230 },
        { "ends before it begins", s => s.Hours.Times[0].ToMinute = 449 },
        { "ends before it begins", s => s.Hours.Times[0].ToMinute = 450 },
        { "ends before it begins", s => s.Hours.Times[0].ToMinute = 24 * 60 },
        { "at most 65536", s => s.Services = ByteString.CopyFrom(new byte[Limits.SettingsBytes]) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_has_not_its_form_is_neither_signed_nor_taken(string problem, Action<SettingsFile> change)
    {
        var file = Samples.Settings();
        change(file);
        Assert.Contains(problem, Assert.Throws<MalformedException>(() => SignedBoardSettings.Sign(file, Samples.ReceiptKey)).Message, StringComparison.Ordinal);
        var bytes = file.ToByteArray();
        AssertRefused(new SignedSettings { Settings = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(Samples.ReceiptKey.Sign(SignContext.Settings, bytes)) });
    }

    // A hub written by others has to make exactly these bytes, and boards in the field have them on their disks.
    [Fact]
    public void The_vector_reads_as_it_always_did()
    {
        var key = new VerifyingKey(Convert.FromHexString(SettingsVector.Spki));
        var bytes = Convert.FromHexString(SettingsVector.Settings);
        Assert.True(key.Verify(SignContext.Settings, bytes, Convert.FromHexString(SettingsVector.Signature)));
        var expected = Samples.Settings();
        expected.KeyId = key.Id;
        Assert.Equal(expected, SettingsFile.Parser.ParseFrom(bytes));
        Assert.Equal(bytes, expected.ToByteArray());
        Assert.True(key.Verify(SignContext.Presence, Convert.FromHexString(SettingsVector.Presence), Convert.FromHexString(SettingsVector.PresenceSignature)));
    }

    private static void AssertRefused(SignedSettings signed) => Assert.Throws<MalformedException>(() => SignedBoardSettings.Verify(signed, Group, Samples.Trust));
}
