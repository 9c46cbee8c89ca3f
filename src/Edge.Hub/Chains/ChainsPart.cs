namespace Edge.Hub.Chains;

/// <summary>The chains of a board: what is here, what is missing, where they fork.</summary>
internal sealed class ChainsPart : INodeReportPart
{
    public Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken) =>
        Task.FromResult(new NodeReportPart("chains", [.. ChainWords.Tell(chains)], chains));
}
