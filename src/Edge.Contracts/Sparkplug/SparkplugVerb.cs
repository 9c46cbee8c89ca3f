namespace Edge.Contracts.Sparkplug;

/// <summary>What a message about a board is.</summary>
public enum SparkplugVerb
{
    /// <summary>Every metric, with its name.</summary>
    Birth,

    /// <summary>What has changed since.</summary>
    Data,

    /// <summary>The board is gone; usually its last will.</summary>
    Death,

    /// <summary>A host's word to the board.</summary>
    Command,
}
