namespace Edge.Agent.Kiosk.Voice;

/// <summary>Says one thing that somebody has to hear to its end, and tells whether that was so.</summary>
internal interface INarrator
{
    /// <summary>What would be heard for a phrase, in the language or the nearest one that has it.</summary>
    SpokenPhrase Find(string language, string phrase);

    /// <summary>Says it after what is being said; completes when it is over, one way or the other.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more; it may still be heard.</exception>
    Task<Hearing> TellAsync(string language, string phrase, CancellationToken cancellationToken);
}

/// <summary>How a phrase was heard.</summary>
internal enum Hearing
{
    /// <summary>From its first word to its last.</summary>
    Whole,

    /// <summary>It was cut off, or found no turn: to be said again.</summary>
    Cut,

    /// <summary>There is no clip or no speaker, or that broke off: somebody has to read it aloud.</summary>
    Silent,
}

/// <summary>A phrase as it is heard.</summary>
/// <param name="Phrase">Its name.</param>
/// <param name="Language">The clip's language, which may be another than was asked for; that of the text where there is no clip.</param>
/// <param name="Clip">The WAV file; null where nobody has spoken it.</param>
/// <param name="Text">What is said, to be read aloud; null where nobody wrote it down.</param>
internal sealed record SpokenPhrase(string Phrase, string Language, string? Clip, string? Text);
