using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Enrolment;

/// <summary>The case in hand as the officer's page shows it. What names the citizen is in memory only, and here only until the case ends or the agent restarts.</summary>
internal sealed record CaseView
{
    /// <summary>The case's id, which becomes the record's.</summary>
    public required Guid Id { get; init; }

    /// <summary>The service's id, such as <c>card</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The ticket's number; null for one without, as on a home visit.</summary>
    public string? Ticket { get; init; }

    /// <summary>The citizen's language.</summary>
    public required string Language { get; init; }

    /// <summary>The officer who began it.</summary>
    public required string Officer { get; init; }

    /// <summary>In the order in which they are done.</summary>
    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>The step in hand; null once all are done and the record can be finished.</summary>
    public string? Current { get; init; }

    /// <summary>Who it is, as far as identified; null before, and after a restart: what is sealed cannot be looked at again.</summary>
    public PersonView? Person { get; init; }

    /// <summary>What sources say differently, and what is doubtful. None of it stops anything.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    /// <summary>How it ends is decided and durable, and not all of it is done: finishing again goes on with it, and so does the next start.</summary>
    public bool Ending { get; init; }

    /// <summary>How it ends is decided and cannot be carried out: it can be cancelled, and what was sealed of it is kept apart.</summary>
    public bool Stuck { get; init; }
}

/// <summary>How far a step is.</summary>
internal enum StepState
{
    Waiting,
    Current,

    /// <summary>Sealed: it can be done again and not looked at.</summary>
    Done,

    /// <summary>Left out, with a reason where one is needed.</summary>
    Skipped,
}

/// <summary>One step of a case.</summary>
/// <param name="Id">identify, phone, fingers, portrait, consent, review or receipt.</param>
/// <param name="State">How far it is.</param>
/// <param name="Optional">Whether it may be left out without a reason.</param>
internal sealed record StepView(string Id, StepState State, bool Optional)
{
    /// <summary>Of the step fingers: one for each that the service asks for.</summary>
    public IReadOnlyList<FingerView> Fingers { get; init; } = [];

    /// <summary>What the citizen should do differently now, as a code of <see cref="CaseHints"/>; null where all is well.</summary>
    public string? Hint { get; init; }

    /// <summary>Of the step portrait: which picture is in hand; it is fetched by this number, which rises with each. Null where none is.</summary>
    public long? Preview { get; init; }

    /// <summary>Of the step portrait: codes of <see cref="CaseHints"/> for what is doubtful about the picture in hand.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Of the step consent: whether the clip was played to its end, so that an answer counts.</summary>
    public bool Played { get; init; }

    /// <summary>Of the step consent: what the officer reads aloud because the board could not say it, in the citizen's language or the nearest one; null where the board speaks.</summary>
    public string? ReadAloud { get; init; }
}

/// <summary>A finger of the step.</summary>
/// <param name="Position">ISO/IEC 19794-4: 1 to 5 right thumb to little finger, 6 to 10 left.</param>
/// <param name="State">Waiting, Current (lay it now), Done, Skipped (excepted).</param>
/// <param name="Tries">How many were taken, with those of earlier days.</param>
/// <param name="Quality">Of the best, 0 to 100, from the image's contrast, area and ridges; null before the first. It is not NFIQ.</param>
/// <param name="Exception">Why it was excepted, as a reason's id; null where it was not.</param>
internal sealed record FingerView(int Position, StepState State, int Tries, int? Quality, string? Exception = null);

/// <summary>Who the citizen is, as told by a source. Any of it may be missing.</summary>
internal sealed record PersonView
{
    /// <summary>12 digits.</summary>
    public string? Number { get; init; }

    public string? Name { get; init; }

    /// <summary>dd/MM/yyyy, MM/yyyy or a year alone.</summary>
    public string? Birth { get; init; }

    /// <summary><c>f</c> or <c>m</c>.</summary>
    public string? Sex { get; init; }

    public string? Address { get; init; }

    /// <summary>Where it was read: qr, mrz, worklist, typed, none.</summary>
    public required string Source { get; init; }
}
