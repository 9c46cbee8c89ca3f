using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Contracts.Settings;

/// <summary>Makes and checks the settings object of boards.</summary>
public static class SignedBoardSettings
{
    /// <summary>Signs settings; the caller has filled in all but the key's id.</summary>
    /// <exception cref="MalformedException">No board would take them.</exception>
    public static SignedSettings Sign(SettingsFile file, SigningKey receiptKey)
    {
        file.KeyId = receiptKey.Public.Id;
        var bytes = file.ToByteArray();
        var signed = new SignedSettings { Settings = ByteString.CopyFrom(bytes), Signature = ByteString.CopyFrom(receiptKey.Sign(SignContext.Settings, bytes)) };
        Read(signed);
        return signed;
    }

    /// <summary>Checks settings against the trust file and the group of the board they came to.</summary>
    /// <exception cref="MalformedException">Anything about them is wrong; the board goes by what it has.</exception>
    public static SettingsFile Verify(SignedSettings signed, string group, TrustAnchors trust)
    {
        var file = Read(signed);
        var key = trust.ReceiptKey(file.KeyId) ?? throw new MalformedException($"the settings' key is not in trust file version {trust.Version}");
        if (!key.Verify(SignContext.Settings, signed.Settings.Span, signed.Signature.Span)) throw new MalformedException($"the settings' signature by key {file.KeyId} does not verify");
        if (file.Group.Length > 0 && file.Group != group) throw new MalformedException($"the settings are for the group '{file.Group}'; this board is of '{group}'");
        return file;
    }

    /// <summary>Checks the form alone: of what was believed when it was taken.</summary>
    /// <exception cref="MalformedException">They are not settings.</exception>
    public static SettingsFile Read(SignedSettings signed)
    {
        if (signed.CalculateSize() > Limits.SettingsBytes) throw new MalformedException($"settings of {signed.CalculateSize()} bytes; at most {Limits.SettingsBytes}");
        var file = Decoder.Parse(SettingsFile.Parser, signed.Settings.Span, "settings");
        SettingsRules.Check(file);
        return file;
    }
}
