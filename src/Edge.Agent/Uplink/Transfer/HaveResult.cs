using Edge.Contracts.Wire;

namespace Edge.Agent.Uplink.Transfer;

/// <summary>What a have asks of the board beyond the transfer itself.</summary>
internal sealed class HaveResult
{
    /// <summary>Records the hub says it has stored, with the receipts to verify.</summary>
    public List<(OutgoingRecord Record, SignedReceipt Receipt)> Stored { get; } = [];

    /// <summary>Records the hub will not take now.</summary>
    public List<(OutgoingRecord Record, Held Held)> Held { get; } = [];
}
