using System.Text;

namespace Edge.Contracts.Signing;

/// <summary>What a signature is for; a signature made for one purpose is worth nothing for another.</summary>
public sealed class SignContext
{
    /// <summary>A record's manifest, by the node's key.</summary>
    public static SignContext Manifest { get; } = new("edge/v1/manifest");

    /// <summary>The newest record of a chain, by the node's key.</summary>
    public static SignContext ChainHead { get; } = new("edge/v1/chain-head");

    /// <summary>A stored receipt, by the hub's receipt key.</summary>
    public static SignContext Stored { get; } = new("edge/v1/receipt/stored");

    /// <summary>A safe receipt, by the hub's receipt key.</summary>
    public static SignContext Safe { get; } = new("edge/v1/receipt/safe");

    /// <summary>A trust file, by the root key.</summary>
    public static SignContext Trust { get; } = new("edge/v1/trust");

    /// <summary>What a board put on a courier's stick, by the node's key.</summary>
    public static SignContext CourierSlip { get; } = new("edge/v1/courier-slip");

    /// <summary>A receipt on paper, by the node's key.</summary>
    public static SignContext PaperReceipt { get; } = new("edge/v1/paper-receipt");

    /// <summary>Settings of boards, by the hub's receipt key.</summary>
    public static SignContext Settings { get; } = new("edge/v1/settings");

    /// <summary>That the hub answers on a connection, by its receipt key.</summary>
    public static SignContext Presence { get; } = new("edge/v1/presence");

    /// <summary>A release of the agent's program, by a release key.</summary>
    public static SignContext Release { get; } = new("edge/v1/release");

    private readonly byte[] _prefix;

    private SignContext(string name) => _prefix = [.. Encoding.ASCII.GetBytes(name), 0];

    /// <summary>The bytes that are signed: the context's name, a zero byte, the exact bytes.</summary>
    internal byte[] Frame(ReadOnlySpan<byte> bytes) => [.. _prefix, .. bytes];
}
