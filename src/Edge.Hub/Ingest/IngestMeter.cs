using System.Diagnostics.Metrics;

namespace Edge.Hub.Ingest;

/// <summary>What ingest measures of itself as it goes. One for the process, as its work is; nothing in it names a board.</summary>
internal static class IngestMeter
{
    public const string Name = "Edge.Hub.Ingest";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("edge.ingest.messages", "{message}", "Messages of boards that were dealt with.");

    // From a commit in memory to one on a card that is worn out.
    private static readonly Histogram<double> Groups = Meter.CreateHistogram("edge.ingest.group.duration", "s", "How long a group of messages took to be read, checked and committed.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    private static long _waiting;

    /// <summary>Messages that wait to be taken in.</summary>
    public static long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>A group is committed.</summary>
    public static void Processed(int messages, TimeSpan took, int waiting)
    {
        Messages.Add(messages);
        Groups.Record(took.TotalSeconds);
        Interlocked.Exchange(ref _waiting, waiting);
    }
}
