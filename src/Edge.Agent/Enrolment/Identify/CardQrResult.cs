namespace Edge.Agent.Enrolment.Identify;

/// <summary>What a scanned code is.</summary>
internal enum CodeKind
{
    /// <summary>Nothing of what is known here.</summary>
    Other,

    /// <summary>The QR of a citizen's card.</summary>
    Card,

    /// <summary>A personal number alone, as a bar code or typed by a scanner that knows digits only.</summary>
    Number,

    /// <summary>A queue ticket of a kiosk.</summary>
    Ticket,

    /// <summary>A receipt of a kiosk.</summary>
    Receipt,
}

/// <summary>What was read from a scanned code. Nothing in it is proof: the QR of a card is not signed.</summary>
internal sealed record CardQrResult(CodeKind Kind)
{
    /// <summary>Of a card and of a number; of a card's fields those that could be read.</summary>
    public PersonView? Person { get; init; }

    /// <summary>Of a card: its old number, 9 or 12 digits as they stand there; empty where it has none.</summary>
    public string OldNumber { get; init; } = "";

    /// <summary>Of a card: the dates that tell whether it is still valid.</summary>
    public CardDates? Dates { get; init; }

    /// <summary>Of a card of 2024: every further field, as it stands there.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>What is doubtful about its form; what it says is for <see cref="CrossCheck"/>.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>Of <see cref="CodeKind.Other"/>: why it is no card, as a code: empty, too-long, no-card.</summary>
    public string? Problem { get; init; }
}

/// <summary>The days a card names beside the birth.</summary>
/// <param name="Issued">Null where it does not say.</param>
/// <param name="Expires">Null where it does not say, or says that it does not expire.</param>
internal sealed record CardDates(PartialDate? Issued, DateOnly? Expires);
