namespace Edge.Agent.Kiosk.Voice;

/// <summary>Something to be said in one go.</summary>
internal sealed record Utterance(string Language, IReadOnlyList<string> Phrases)
{
    /// <summary>It begins with the chime and is for everybody in the room; all else is for whoever stands before the kiosk.</summary>
    public bool IsCall => Phrases.Count > 0 && Phrases[0] == Phrase.Chime;
}
