using Edge.Hub.Story;

namespace Edge.Hub.Chains;

/// <summary>The chains of a board: what is here, what is missing, where they fork.</summary>
internal sealed class ChainsPart(ChainReader reader) : INodeStoryPart
{
    public async Task<StoryPart> TellAsync(string node, CancellationToken cancellationToken)
    {
        var facts = await reader.ReadAsync(node, cancellationToken);
        return new StoryPart("chains", [.. ChainWords.Tell(facts)], facts);
    }
}
