namespace Edge.Agent.Enrolment.Identify;

/// <summary>What the lines on a card's back say.</summary>
internal sealed record MrzResult
{
    /// <summary>What could be read; null where these are no lines of a card.</summary>
    public PersonView? Person { get; init; }

    /// <summary>The card's own number, as it stands there.</summary>
    public string Document { get; init; } = "";

    /// <summary>When the card expires.</summary>
    public CardDates? Dates { get; init; }

    /// <summary>What is doubtful about its form, with every check digit that is wrong; what it says is for <see cref="CrossCheck"/>.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>Why it is none, as a code: empty, too-long, no-card.</summary>
    public string? Problem { get; init; }
}
