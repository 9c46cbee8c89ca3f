namespace Edge.Hub.Chains;

/// <summary>The chains of a board: what is here, what is missing, where they fork.</summary>
internal sealed class ChainsPart : INodeStoryPart
{
    public Task<StoryPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken) =>
        Task.FromResult(new StoryPart("chains", [.. ChainWords.Tell(chains)], chains));
}
