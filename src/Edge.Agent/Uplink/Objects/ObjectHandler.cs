using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Identity.Settings;
using Edge.Contracts;

namespace Edge.Agent.Uplink.Objects;

/// <summary>A feature's share in what is pulled from the hub. Register one for each object the board wants.</summary>
/// <param name="Name">The object's name in a have.</param>
/// <param name="MostBytes">A larger one is not pulled.</param>
/// <param name="Version">The version this board has; only a higher one is pulled.</param>
/// <param name="Take">Takes the whole object, its digest checked, with the version it was offered as. Throws <see cref="Edge.Contracts.MalformedException"/> where it is refused for good, <see cref="IOException"/> where it may be tried again.</param>
internal sealed record ObjectHandler(string Name, int MostBytes, Func<ulong> Version, Action<ulong, ReadOnlyMemory<byte>> Take)
{
    /// <summary>Takes trust files the hub has on offer.</summary>
    public static ObjectHandler OfTrust(TrustStore trust) => new(Names.TrustObject, Limits.TrustBytes, () => trust.Current.Version, (_, bytes) => trust.Take(bytes));

    /// <summary>The last version this board refused, and why; null where it refused none.</summary>
    public Func<RefusedSettings?> Refused { get; init; } = () => null;

    /// <summary>Takes what the hub tells the board to go by.</summary>
    public static ObjectHandler OfSettings(SettingsStore settings) => new(Names.SettingsObject, Limits.SettingsBytes, () => settings.Version, settings.Take) { Refused = () => settings.Refused };

    /// <summary>Takes one of the objects that say something of the area.</summary>
    public static ObjectHandler OfArea(AreaStore area, string name) => new(name, Limits.ObjectBytes, () => area.Version(name), (version, bytes) => area.Take(name, version, bytes));
}
