using Edge.Contracts.Wire;

namespace Edge.Contracts.Records;

/// <summary>The form a manifest must have before anything in it is believed.</summary>
internal static class ManifestRules
{
    public static void Check(Manifest m)
    {
        Require(Names.IsNode(m.Node), "node", Names.NodeRule);
        Require(m.RecordId.Length == 16, "record_id", "16 bytes");
        Require(m.ChainId.Length == 16, "chain_id", "16 bytes");
        Require(m.Sequence is > 0 and <= Limits.Sequence, "sequence", $"1 to {Limits.Sequence}");
        Require(m.PreviousDigest.Length is 0 or 32, "previous_digest", "empty or 32 bytes");
        Require(Names.IsToken(m.Kind), "kind", Names.TokenRule);
        Require(m.Priority <= 9, "priority", "0 to 9");
        Require(Names.IsToken(m.Outcome), "outcome", Names.TokenRule);
        Require(m.SealedSize is > 0 and <= Limits.SealedBytes, "sealed_size", $"1 to {Limits.SealedBytes}");
        Require(m.SealedDigest.Length == 32, "sealed_digest", "32 bytes");
        Require(Names.IsToken(m.RecipientKeyId), "recipient_key_id", Names.TokenRule);
        Require(m.BootId.Length is 0 or 16, "boot_id", "empty or 16 bytes");
        Require(m.Officer.Length == 0 || Names.IsToken(m.Officer), "officer", $"empty or {Names.TokenRule}");
    }

    private static void Require(bool holds, string field, string rule)
    {
        if (!holds) throw new MalformedException($"manifest field {field} must be {rule}");
    }
}
