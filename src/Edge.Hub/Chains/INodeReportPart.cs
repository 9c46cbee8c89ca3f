namespace Edge.Hub.Chains;

/// <summary>A feature's share of what `node show` tells of a board. Parts are told in the order they are registered.</summary>
internal interface INodeReportPart
{
    /// <summary>Reads what there is to tell; no lines where there is nothing. The board's chains are read once for all parts.</summary>
    Task<NodeReportPart> TellAsync(string node, ChainFacts chains, CancellationToken cancellationToken);
}
