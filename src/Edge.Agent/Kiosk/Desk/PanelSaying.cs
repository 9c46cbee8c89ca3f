namespace Edge.Agent.Kiosk.Desk;

/// <summary>What a button makes the kiosk say.</summary>
internal enum PanelSaying
{
    /// <summary>What the ticket brings, or nothing.</summary>
    Nothing,

    /// <summary>The language's own name, and which buttons there are.</summary>
    Language,

    /// <summary>The same as before.</summary>
    Again,

    /// <summary>Who comes first.</summary>
    Priority,

    /// <summary>How many people the next ticket is for.</summary>
    Household,
}
