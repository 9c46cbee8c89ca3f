namespace Edge.Agent.Kiosk.Desk;

/// <summary>What a key of the officer's keypad does.</summary>
internal enum KeyMeaning
{
    /// <summary>Nothing; digits still choose a reason.</summary>
    None,

    /// <summary>Ends the case at the desk and calls the next.</summary>
    Next,

    /// <summary>Calls the same number again.</summary>
    Recall,

    /// <summary>Nobody came.</summary>
    NoShow,

    /// <summary>Ends the case and calls nobody.</summary>
    Done,

    /// <summary>Ends the case without a record; a digit says why.</summary>
    Exception,

    /// <summary>Opens or closes the service day; twice.</summary>
    Day,

    /// <summary>Takes the last step back.</summary>
    Undo,

    /// <summary>Puts the newest ticket into the priority lane.</summary>
    Priority,

    /// <summary>Lets the link meter beep, or falls silent.</summary>
    LinkMeter,

    /// <summary>Officers go to lunch, or are back.</summary>
    Pause,

    /// <summary>Lets the one at the desk wait again for another service; a digit says which.</summary>
    PassOn,

    /// <summary>Calls a certain number: the service's digit, the number's digits, and the key for the next one.</summary>
    CallNumber,

    /// <summary>Says how many people share the ticket at the desk, or the newest that waits; a digit says how many.</summary>
    Household,
}
