namespace Edge.Hub.Views;

/// <summary>Every board in `edge-hub status`.</summary>
internal sealed class BoardsStatus(Overview overview) : IStatusPart
{
    public string Name => "boards";

    public async Task<object> ReadAsync(CancellationToken cancellationToken) => (await overview.ReadAsync(cancellationToken))
        .ToDictionary(b => b.Node, b => new
        {
            LastContactAgeSeconds = b.LastContactAge is { } age ? (long)age.TotalSeconds : (long?)null,
            b.Stored,
            b.Receiving,
            b.BacklogRecords,
            b.BacklogBytes,
            b.ChainGaps,
            b.Damaged,
            b.Version,
            b.Incidents,
        });
}
