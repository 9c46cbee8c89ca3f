namespace Edge.Hub.Chains;

/// <summary>A chain as people name it: the first eight digits of its id, as they stand in a board's file names.</summary>
internal static class ChainName
{
    public static string Of(Guid chainId) => chainId.ToString("N")[..8];
}
