namespace Edge.Agent.Kiosk.Printing;

/// <summary>What stands on a ticket.</summary>
internal sealed record TicketFace
{
    /// <summary>A letter and three or four digits.</summary>
    public required string Number { get; init; }

    /// <summary>The service's pictogram, by name.</summary>
    public required string Pictogram { get; init; }

    /// <summary>The service's name in the citizen's language.</summary>
    public required string Service { get; init; }

    /// <summary>The citizen's language, such as <c>vi</c>, <c>en</c> or <c>hmn</c>.</summary>
    public required string Language { get; init; }

    /// <summary>True in the lane of the old, ill, pregnant and disabled.</summary>
    public bool Priority { get; init; }

    /// <summary>How many people share it.</summary>
    public int People { get; init; } = 1;

    public required int PeopleBefore { get; init; }

    /// <summary>Null where nobody knows yet.</summary>
    public TimeSpan? ExpectedWait { get; init; }

    /// <summary>Local time; null where the board's clock is not to be believed.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>What the QR says.</summary>
    public required string Code { get; init; }

    /// <summary>The name of the place, as the settings give it.</summary>
    public string? Place { get; init; }
}
