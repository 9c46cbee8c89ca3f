using Edge.Contracts.Wire;

namespace Edge.Hub.Ingest;

/// <summary>What became of a group of messages.</summary>
/// <param name="Taken">How many of them, from the first on, are dealt with.</param>
/// <param name="Answers">What may be told.</param>
/// <param name="Refused">How much each board offered that was refused.</param>
internal sealed record Processed(int Taken, IReadOnlyList<(string Node, Have Have)> Answers, IReadOnlyDictionary<string, int> Refused)
{
    public static Processed Nothing { get; } = new(0, [], new Dictionary<string, int>());
}
