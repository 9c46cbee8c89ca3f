namespace Edge.Contracts.Areas;

/// <summary>What a worklist says of a person beside the name.</summary>
[Flags]
public enum WorklistMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Female; otherwise male.</summary>
    Female = 1,

    /// <summary>A temporary resident; otherwise a permanent one.</summary>
    Temporary = 2,

    /// <summary>Comes only if fetched.</summary>
    NeedsRide = 4,

    /// <summary>Cannot come: is visited.</summary>
    NeedsVisit = 8,

    /// <summary>Has no card yet.</summary>
    LacksCard = 16,

    /// <summary>Has no level-2 account file yet.</summary>
    LacksAccount = 32,

    /// <summary>Has an account that is not activated yet.</summary>
    LacksActivation = 64,
}
