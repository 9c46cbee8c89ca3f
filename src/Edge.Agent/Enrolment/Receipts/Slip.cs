namespace Edge.Agent.Enrolment.Receipts;

/// <summary>What stands on a paper that a citizen takes home or is answered with. Nothing of it says who.</summary>
internal sealed record Slip
{
    /// <summary>The picture on it, by name.</summary>
    public required string Pictogram { get; init; }

    /// <summary>The service's name in the citizen's language; empty where it is about none.</summary>
    public string Service { get; init; } = "";

    /// <summary>The citizen's language.</summary>
    public required string Language { get; init; }

    /// <summary>What it is, and what to do, as names of <c>words.json</c>; the first in large letters.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>A sentence for whoever looks after the board, as it is; null where there is none.</summary>
    public string? Note { get; init; }

    /// <summary>What the QR says; null where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The ticket's number.</summary>
    public string? Ticket { get; init; }

    /// <summary>Local time; null where the board's clock is not to be believed.</summary>
    public DateTimeOffset? At { get; init; }

    public string? Place { get; init; }

    /// <summary>Made with devices that are not there: it says so in large letters.</summary>
    public bool Sample { get; init; }
}
