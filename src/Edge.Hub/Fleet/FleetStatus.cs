namespace Edge.Hub.Fleet;

/// <summary>How many boards are there, by their births and deaths.</summary>
internal sealed class FleetStatus(FleetState book, HostApplication host) : IStatusPart
{
    public string Name => "fleet";

    public Task<object> ReadAsync(CancellationToken cancellationToken) => Task.FromResult<object>(new
    {
        Online = book.Count(Presence.Online),
        Offline = book.Count(Presence.Offline),
        Unheard = book.Count(Presence.Unheard),
        host.Rebirths,
    });
}
