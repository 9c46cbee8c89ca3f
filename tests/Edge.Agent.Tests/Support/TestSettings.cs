using Edge.Agent.Identity;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Storage;
using Edge.Contracts.Settings;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Support;

/// <summary>Settings as a hub tells them, and a board's stores of them.</summary>
internal static class TestSettings
{
    public static SettingsStore Store(AgentIdentity identity, DataFolder data, IDisk? disk = null, params SettingsRule[] rules) =>
        SettingsStore.Load(identity, new IdentityFiles(data), disk ?? new LinuxDisk(), rules, NullLogger.Instance);

    public static AddressBook Book(AgentIdentity identity, DataFolder data, TimeProvider time, SettingsStore? store = null, IDisk? disk = null) =>
        AddressBook.Load(identity, store ?? Store(identity, data), new IdentityFiles(data), disk ?? new LinuxDisk(), time, NullLogger.Instance);

    /// <summary>Signed bytes for the group of <see cref="TestKeys.Identity"/>, or as changed.</summary>
    public static byte[] Bytes(ulong version, Action<SettingsFile>? change = null, SigningKey? by = null)
    {
        var file = new SettingsFile { Version = version, Group = "north", IssuedAtMs = 1_780_000_000_000 };
        change?.Invoke(file);
        return SignedBoardSettings.Sign(file, by ?? TestKeys.Shared.Receipt).ToByteArray();
    }

    public static HubAddress Address(string text) => HubAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text, nameof(text));
}
