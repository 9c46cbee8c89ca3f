using Edge.Hub.Archive;

namespace Edge.Hub.Export.Following;

/// <summary>Where new records go. The same record may come again after a crash: it is known by its key.</summary>
internal interface IExportTarget
{
    /// <summary>Returns once the target holds the record for good, or with the reason why it never will.</summary>
    /// <exception cref="NotNowException">Not this time; the same record again is safe.</exception>
    Task<Delivery> DeliverAsync(ArchivedRecord row, OpenedRecord opened, CancellationToken cancellationToken);
}

/// <summary>What became of a record; <paramref name="Refused"/> is the reason where the fault is the record's own.</summary>
internal readonly record struct Delivery(string? Refused)
{
    public static Delivery Taken => default;
}

/// <summary>The target takes nothing at the moment.</summary>
internal sealed class NotNowException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long it asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
