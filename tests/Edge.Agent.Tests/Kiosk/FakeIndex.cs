using Edge.Agent.Spool;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>A store of which only its health matters.</summary>
internal sealed class FakeIndex : IRecordIndex
{
    public SpoolHealth Now { get; set; } = new(null, 1_000_000, 1000, 0, true);

    public ChainTail Tail => ChainTail.None;

    public HeldRecord? Find(Guid recordId) => null;

    public SpoolEntry? Queued(Guid recordId) => null;

    public SpoolHealth Health() => Now;
}
