using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Journal;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>Finishes steps: what names the citizen is sealed, what does not becomes the summary's, and both are durable together.</summary>
internal sealed class StepKeeper(CaseStore store)
{
    /// <summary>As records and the case's state have it.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    // What a record has beside its parts: summary, manifest, names.
    private const int Rest = 128 * 1024;

    public CaseMoment Now() => store.Now();

    /// <summary>Seals the step and goes on to the next.</summary>
    /// <param name="c">The case.</param>
    /// <param name="done">The step; its facts name nobody.</param>
    /// <param name="fields">What names the citizen.</param>
    /// <param name="file">A picture or a container that goes with it; its bytes are wiped here in any case.</param>
    public CaseAnswer Finish(CaseInHand c, StepDone done, object fields, Attachment? file = null)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(fields, Json);
        var part = new Record { Fields = UnsafeByteOperations.UnsafeWrap(json) };
        if (file is not null) part.Attachments.Add(file);
        try
        {
            var others = c.State.Done.Where(d => d.Step != done.Step).Sum(d => d.Part?.Bytes ?? 0);
            if (others + part.CalculateSize() + Rest > Limits.PlaintextBytes)
            {
                return new CaseAnswer("too-large", $"the parts together would have more than {Limits.PlaintextBytes - Rest} bytes; take the portrait at a lower resolution (Devices:Camera)");
            }
            c.State = store.Complete(c.State, done, part);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
        return CaseAnswer.Done;
    }

    public CaseAnswer Skip(CaseInHand c, string step, string officer)
    {
        c.State = store.Complete(c.State, new StepDone(step, Now(), officer) { Skipped = true }, null);
        return CaseAnswer.Done;
    }

    /// <summary>A finished step is to be done again: what was sealed of it is gone, and with it what hangs on it. Durable on return.</summary>
    public void Forget(CaseInHand c, string step, string officer) => c.State = store.Forget(c.State, step, officer);

    /// <summary>Makes something of the case durable that is no finished step, with its lines in the journal.</summary>
    public void Note(CaseInHand c, CaseState state, params IReadOnlyList<JournalAct> acts) => c.State = store.Save(state, acts);

    public static JsonElement Facts(object facts) => JsonSerializer.SerializeToElement(facts, Json);
}
