namespace Edge.Agent.Devices.Printer;

/// <summary>Something to be printed.</summary>
/// <param name="Id">Its name in its store.</param>
/// <param name="Draw">The picture, for a paper of so many dots across.</param>
internal sealed record Paper(string Id, Func<int, Raster> Draw);
