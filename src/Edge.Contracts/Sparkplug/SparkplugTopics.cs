namespace Edge.Contracts.Sparkplug;

/// <summary>The topics of health; see docs/protocol.md.</summary>
public static class SparkplugTopics
{
    private const string Prefix = "spBv1.0/";

    private static readonly (string Text, SparkplugVerb Verb)[] Verbs =
        [("NBIRTH", SparkplugVerb.Birth), ("NDATA", SparkplugVerb.Data), ("NDEATH", SparkplugVerb.Death), ("NCMD", SparkplugVerb.Command)];

    /// <summary>What a board says, or is told.</summary>
    public static string Of(SparkplugVerb verb, string group, string node) => $"{Prefix}{group}/{Verbs.Single(v => v.Verb == verb).Text}/{node}";

    /// <summary>Where a host says whether it is there; retained.</summary>
    public static string State(string host) => $"{Prefix}STATE/{host}";

    /// <summary>What a host listens to: births, data and deaths of every board.</summary>
    public static IReadOnlyList<string> AllOfBoards { get; } = [$"{Prefix}+/NBIRTH/+", $"{Prefix}+/NDATA/+", $"{Prefix}+/NDEATH/+"];

    /// <summary>Splits a topic about a board; false for any other topic.</summary>
    public static bool TryParse(string topic, out SparkplugVerb verb, out string group, out string node)
    {
        (verb, group, node) = (default, "", "");
        if (!topic.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var levels = topic[Prefix.Length..].Split('/');
        if (levels.Length != 3 || !Names.IsToken(levels[0]) || !Names.IsNode(levels[2])) return false;
        foreach (var known in Verbs)
        {
            if (known.Text != levels[1]) continue;
            (verb, group, node) = (known.Verb, levels[0], levels[2]);
            return true;
        }
        return false;
    }
}
