using System.Security.Cryptography;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>Asks for consent in the citizen's language and takes the answer from a button of the citizen's own.</summary>
internal sealed class ConsentStep(StepKeeper keeper, INarrator narrator)
{
    /// <summary>Begins to ask, or asks again.</summary>
    public void Ask(CaseInHand c)
    {
        var spoken = narrator.Find(c.State.Language, Phrase.Consent);
        c.Consent = new ConsentInHand((c.Consent?.Play ?? 0) + 1, spoken, Digest(spoken.Clip));
    }

    /// <summary>It was asked so; what was cut off is asked again.</summary>
    public void Heard(CaseInHand c, int play, Hearing hearing)
    {
        if (c.Consent is not { } consent || consent.Play != play) return;
        if (hearing == Hearing.Cut) Ask(c);
        else c.Consent = consent with { Heard = hearing };
    }

    /// <summary>The citizen agreed.</summary>
    public CaseAnswer Yes(CaseInHand c, string button, string officer)
    {
        if (c.Consent is not { MayAnswer: true } consent) return new CaseAnswer("not-heard", "the question was not heard to its end; an answer does not count before that");
        var facts = new
        {
            Answer = "yes",
            Button = button,
            consent.Spoken.Phrase,
            Asked = c.State.Language,
            consent.Spoken.Language,
            Clip = consent.Heard == Hearing.Whole ? consent.Digest : null,
            ReadAloud = consent.Heard == Hearing.Silent ? (bool?)true : null,
            Text = consent.Heard == Hearing.Silent ? consent.Spoken.Text : null,
        };
        return keeper.Finish(c, new StepDone(CaseSteps.Consent, keeper.Now(), officer) { Facts = StepKeeper.Facts(facts) }, facts);
    }

    private static string? Digest(string? clip)
    {
        try
        {
            return clip is null ? null : Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(clip)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
