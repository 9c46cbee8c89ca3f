namespace Edge.Mqtt;

/// <summary>An attempt to reach a broker, one of several that may be under way at once.</summary>
internal interface IAttempt
{
    /// <summary>Completes, never faults, when TCP was answered or the attempt ended by itself.</summary>
    Task Answered { get; }

    /// <summary>True where it ended because nobody was found, as a later one may be.</summary>
    bool FoundNobody { get; }

    /// <summary>Ends it without waiting; harmless when it has ended.</summary>
    void Abandon();
}
