namespace Edge.Contracts;

/// <summary>The MQTT topics of the wire protocol; see docs/protocol.md.</summary>
public static class Topics
{
    private const string Prefix = "edge/v1/";

    /// <summary>Where a board offers what it holds.</summary>
    public static string Offer(string node) => $"{Prefix}{node}/offer";

    /// <summary>Where the hub says what it has.</summary>
    public static string Have(string node) => $"{Prefix}{node}/have";

    /// <summary>Where a board sends pieces of records.</summary>
    public static string Chunk(string node) => $"{Prefix}{node}/chunk";

    /// <summary>Where a board asks for pieces of an object the hub has on offer.</summary>
    public static string Ask(string node) => $"{Prefix}{node}/ask";

    /// <summary>Where the hub sends them.</summary>
    public static string Answer(string node) => $"{Prefix}{node}/answer";

    /// <summary>What the hub listens to: every board's offers.</summary>
    public const string AllOffers = Prefix + "+/offer";

    /// <summary>What the hub listens to: every board's chunks.</summary>
    public const string AllChunks = Prefix + "+/chunk";

    /// <summary>What the hub listens to: every board's asks.</summary>
    public const string AllAsks = Prefix + "+/ask";

    /// <summary>Splits a topic of ours into its node and its last level; false for any other topic.</summary>
    public static bool TryParse(string topic, out string node, out string leaf)
    {
        node = leaf = "";
        if (!topic.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var levels = topic[Prefix.Length..].Split('/');
        if (levels.Length != 2 || !Names.IsNode(levels[0]) || !Names.IsToken(levels[1])) return false;
        (node, leaf) = (levels[0], levels[1]);
        return true;
    }
}
