namespace Edge.Agent.Kiosk.Voice;

/// <summary>Speaks to the people in the room. Never waits: what is said queues up, a few deep.</summary>
internal interface IVoice
{
    /// <summary>Says phrases one after another, each in the language or in the nearest one that has it.</summary>
    void Say(string language, IReadOnlyList<string> phrases);

    /// <summary>Falls silent and forgets what was still to be said.</summary>
    void Hush();
}
