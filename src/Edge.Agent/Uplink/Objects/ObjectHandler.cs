using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Identity.Settings;
using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Agent.Uplink.Objects;

/// <summary>A feature's share in what is pulled from the hub. Register one for each object the board wants.</summary>
/// <param name="Name">The object's name in a have.</param>
/// <param name="MostBytes">A larger one is not pulled.</param>
/// <param name="Version">The version this board has; only a higher one is pulled.</param>
/// <param name="Begin">Where the pieces of the one on offer gather. Throws <see cref="IOException"/> where it cannot be begun now.</param>
internal sealed record ObjectHandler(string Name, long MostBytes, Func<ulong> Version, Func<ObjectOnOffer, IObjectPieces> Begin)
{
    /// <param name="take">See <see cref="MemoryPieces"/>; the version is the one it was offered as.</param>
    public ObjectHandler(string name, int mostBytes, Func<ulong> version, Action<ulong, ReadOnlyMemory<byte>> take)
        : this(name, mostBytes, version, offered => new MemoryPieces((int)offered.Size, bytes => take(offered.Version, bytes)))
    {
    }

    /// <summary>It waits for everything else, records first of all, and may take weeks.</summary>
    public bool Last { get; init; }

    /// <summary>The last version this board refused, and why; null where it refused none.</summary>
    public Func<RefusedSettings?> Refused { get; init; } = () => null;

    /// <summary>How much is here of what is being pulled, as the hub is told: it changes a few times only.</summary>
    public Func<ulong> Arrived { get; init; } = () => 0;

    /// <summary>False for one that the board would not take, whatever its version.</summary>
    public Func<ObjectOnOffer, bool> Wants { get; init; } = _ => true;

    /// <summary>Nothing is on offer any more.</summary>
    public Action Withdrawn { get; init; } = () => { };

    /// <summary>Takes trust files the hub has on offer.</summary>
    public static ObjectHandler OfTrust(TrustStore trust) => new(Names.TrustObject, Limits.TrustBytes, () => trust.Current.Version, (_, bytes) => trust.Take(bytes));

    /// <summary>Takes what the hub tells the board to go by.</summary>
    public static ObjectHandler OfSettings(SettingsStore settings) => new(Names.SettingsObject, Limits.SettingsBytes, () => settings.Version, settings.Take) { Refused = () => settings.Refused };

    /// <summary>Takes one of the objects that say something of the area.</summary>
    public static ObjectHandler OfArea(AreaStore area, string name) => new(name, Limits.ObjectBytes, () => area.Version(name), (version, bytes) => area.Take(name, version, bytes));

    /// <summary>What the hub is told of it.</summary>
    public ObjectVersion Told()
    {
        var refused = Refused();
        return new ObjectVersion { Name = Name, Version = Version(), Refused = refused?.Version ?? 0, Refusal = refused?.Why ?? "", Arrived = Arrived() };
    }
}
