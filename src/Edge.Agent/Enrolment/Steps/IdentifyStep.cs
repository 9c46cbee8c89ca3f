using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Enrolment.Identify;
using Edge.Agent.Enrolment.Worklists;
using Edge.Agent.Identity.Officers;
using Edge.Contracts.Areas;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>Who it is: by card, by its lines, by the worklist, typed, or unknown. What sources say differently is shown and stops nothing.</summary>
internal sealed class IdentifyStep(StepKeeper keeper, WorklistBook worklist, IOptions<EnrolmentOptions> options, TimeProvider time)
{
    private const int LongestField = 200;

    /// <summary>A code was scanned; a card about which nothing is doubtful is accepted at once where an officer is on duty.</summary>
    public CaseAnswer Scan(CaseInHand c, string code, SignedIn? onDuty)
    {
        var read = CardQr.Read(code);
        if (read.Person is not { } person) return new CaseAnswer("no-card", "the code is none of a card");
        Add(c, new Reading(person, read.Dates, read.Warnings, code));
        return options.Value.AcceptCleanCard && read.Kind == CodeKind.Card && onDuty is not null && c.Identity.Warnings.Count == 0 ? Accept(c, onDuty) : CaseAnswer.Done;
    }

    public CaseAnswer Take(CaseInHand c, CaseAct.Identify typed)
    {
        string?[] fields = [typed.Number, typed.Name, typed.Birth, typed.Sex, typed.Address];
        if (fields.Any(f => f?.Length > LongestField)) return new CaseAnswer("too-long", $"a field has more than {LongestField} letters");
        var nothing = fields.All(string.IsNullOrWhiteSpace);
        var number = Clean(typed.Number) is { } text ? PersonalNumber.ReadTyped(text)?.Text ?? text : null;
        var person = new PersonView { Number = number, Name = Clean(typed.Name), Birth = Clean(typed.Birth), Sex = Clean(typed.Sex), Address = Clean(typed.Address), Source = nothing ? "none" : "typed" };
        Add(c, new Reading(person, null, []));
        return CaseAnswer.Done;
    }

    public CaseAnswer Take(CaseInHand c, CaseAct.IdentifyMrz lines)
    {
        var read = Mrz.Read(lines.Lines, Today);
        if (read.Person is not { } person) return new CaseAnswer("no-mrz", "these are no lines of a card's back");
        Add(c, new Reading(person, read.Dates, read.Warnings, lines.Lines));
        return CaseAnswer.Done;
    }

    public CaseAnswer Take(CaseInHand c, CaseAct.IdentifyEntry pick)
    {
        if (worklist.Find(pick.Entry) is not { } listed) return new CaseAnswer("no-entry", $"the worklist has no entry {pick.Entry}, or is not open");
        Add(c, listed);
        return CaseAnswer.Done;
    }

    /// <summary>The officer has looked, or there was nothing to look at.</summary>
    public CaseAnswer Accept(CaseInHand c, SignedIn by)
    {
        if (c.Identity.Person is not { } person) return new CaseAnswer("not-identified", "nobody is identified; scan a card, pick somebody, type, or record somebody without papers");
        var before = c.State;
        var key = PersonalNumber.Read(person.Number) is null ? null : Convert.ToHexStringLower(by.Digest("tries", person.Number!));
        c.State = c.State with { TriesKey = key, Entry = c.Identity.Entry };
        try
        {
            return keeper.Finish(c, Done(c, by.Id), Fields(c));
        }
        catch
        {
            c.State = before;
            throw;
        }
    }

    /// <summary>Seals who it is, as far as that is known, for a case that ends without its captures.</summary>
    public void SealAsKnown(CaseInHand c, string officer)
    {
        if (c.State.Find(CaseSteps.Identify) is null && c.Identity.Person is not null) keeper.Finish(c, Done(c, officer), Fields(c));
    }

    private StepDone Done(CaseInHand c, string officer) => new(CaseSteps.Identify, keeper.Now(), officer)
    {
        Facts = StepKeeper.Facts(new
        {
            c.Identity.Person!.Source,
            Sources = c.Identity.Readings.Keys.Order(StringComparer.Ordinal),
            Warnings = c.Identity.Warnings.Select(w => w.Code),
            OnWorklist = c.Identity.Entry is not null,
        }),
    };

    private static object Fields(CaseInHand c) => new
    {
        c.Identity.Person,
        Sources = c.Identity.Readings.Values.Select(r => new { r.Person, r.Raw }),
        c.Identity.Warnings,
        c.Identity.Entry,
    };

    private void Add(CaseInHand c, Reading reading)
    {
        c.Identity = c.Identity.With(reading, Today);
        if (c.Identity.Entry is null && c.Identity.Person?.Number is { } number && worklist.FindNumber(number) is { } listed) Add(c, listed);
    }

    private void Add(CaseInHand c, WorklistPerson listed)
    {
        var sex = listed.Flags.HasFlag(WorklistMarks.Female) ? "f" : "m";
        var person = new PersonView { Number = listed.Number, Name = listed.Name, Birth = Clean(listed.Birth), Sex = sex, Address = Clean(listed.Hamlet), Source = "worklist" };
        c.Identity = c.Identity.With(new Reading(person, null, []), Today) with { Entry = listed.Entry };
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().Date);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Normalize();
}
