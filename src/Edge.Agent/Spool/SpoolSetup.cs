using Edge.Agent.Storage;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool;

/// <summary>What a spool is made of.</summary>
/// <param name="Keys">Every public key this board has signed with; the present one among them.</param>
internal sealed record SpoolSetup(DataFolder Data, SpoolOptions Options, IDisk Disk, IFreeSpace Space, IReadOnlyList<VerifyingKey> Keys, TimeProvider Time, ILogger Logger)
{
    /// <summary>Makes the store of queued records; null for the one the options name.</summary>
    public Func<SpoolSetup, IRecordStore>? OpenStore { get; init; }
}
