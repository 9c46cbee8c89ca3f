using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>How far the consent's clip is.</summary>
/// <param name="Play">Counts how often it was begun in this step, from 1.</param>
/// <param name="Spoken">What is heard.</param>
/// <param name="Digest">SHA-256 of the clip's file, in hexadecimal; null where there is no clip.</param>
internal sealed record ConsentInHand(int Play, SpokenPhrase Spoken, string? Digest)
{
    /// <summary>How it was heard; null while it sounds.</summary>
    public Hearing? Heard { get; init; }

    /// <summary>An answer counts from here on: who has not heard the question cannot agree.</summary>
    public bool MayAnswer => Heard is Hearing.Whole or Hearing.Silent;

    /// <summary>What the officer reads aloud in the board's place; null where the board speaks.</summary>
    public string? ReadAloud => Heard == Hearing.Silent ? Spoken.Text ?? "" : null;
}
