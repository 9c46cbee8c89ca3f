using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>What is known of who it is, source by source.</summary>
internal sealed record IdentityInHand
{
    // The one that is believed most first.
    private static readonly string[] Order = ["qr", "mrz", "typed", "worklist", "none"];

    /// <summary>By source, the newest reading of each.</summary>
    public IReadOnlyDictionary<string, Reading> Readings { get; init; } = new Dictionary<string, Reading>();

    /// <summary>All of them together, by whoever is believed most for each field; null before the first.</summary>
    public PersonView? Person { get; init; }

    public IReadOnlyList<Warning> Warnings { get; init; } = [];

    public uint? Entry { get; init; }

    /// <summary>The same with one more source, compared anew.</summary>
    public IdentityInHand With(Reading reading, DateOnly today)
    {
        var readings = new Dictionary<string, Reading>(Readings) { [reading.Person.Source] = reading };
        var ordered = readings.Values.OrderBy(r => Array.IndexOf(Order, r.Person.Source)).ToList();
        var people = ordered.ConvertAll(r => r.Person);
        string? First(Func<PersonView, string?> field) => people.Select(field).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return this with
        {
            Readings = readings,
            Person = new PersonView { Number = First(p => p.Number), Name = First(p => p.Name), Birth = First(p => p.Birth), Sex = First(p => p.Sex), Address = First(p => p.Address), Source = people[0].Source },
            Warnings = [.. ordered.SelectMany(r => r.Form), .. CrossCheck.Of(people, ordered.Select(r => r.Dates).FirstOrDefault(d => d is not null), today)],
        };
    }
}

/// <summary>What one source says.</summary>
/// <param name="Form">What is doubtful about its form alone.</param>
/// <param name="Raw">What was read, as it stood there, with fields we have no name for; null where nothing was.</param>
internal sealed record Reading(PersonView Person, CardDates? Dates, IReadOnlyList<Warning> Form, string? Raw = null);
