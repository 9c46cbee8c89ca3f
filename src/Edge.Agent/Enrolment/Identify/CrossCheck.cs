namespace Edge.Agent.Enrolment.Identify;

/// <summary>Compares what a person's sources say with each other, with the personal number and with the day. It finds doubts; the officer decides.</summary>
internal static class CrossCheck
{
    private const int Earliest = 1900;

    // Law on Identification 26/2023/QH15, articles 21 and 22: when a card is renewed, and how long before it lasts to the next age.
    private static readonly int[] RenewalAges = [14, 25, 40, 60];
    private const int EarlyYears = 2;

    /// <param name="sources">What each says, the one that is believed most first; any number of them.</param>
    /// <param name="dates">Of the card, where one was read.</param>
    /// <param name="today">Here.</param>
    public static IReadOnlyList<Warning> Of(IReadOnlyList<PersonView> sources, CardDates? dates, DateOnly today)
    {
        List<Warning> warnings = [];
        var told = sources.Select(s => new Told(s, PersonalNumber.Read(s.Number), PartialDate.Read(s.Birth))).ToArray();
        foreach (var source in told)
        {
            if (source.Person.Number is { Length: > 0 } number && source.Number is null) warnings.Add(Doubts.NumberForm(number));
            if (source.Person.Birth is { Length: > 0 } birth && source.Birth is null) warnings.Add(Doubts.BirthForm(birth));
        }
        var (first, named, born) = (told.FirstOrDefault(t => t.Number is not null), told.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t.Person.Name)), told.FirstOrDefault(t => t.Birth is not null));
        if (first is null) warnings.Add(Doubts.Missing("number"));
        if (named is null) warnings.Add(Doubts.Missing("name"));
        if (born is null) warnings.Add(Doubts.Missing("birth"));
        Compare(told, warnings);
        if (first?.Number is { } known) AddNumber(known, told, today, warnings);
        if (born?.Birth is { } day) AddBirth(day, today, warnings);
        if (dates is not null) AddCard(dates, born?.Birth, today, warnings);
        return warnings;
    }

    // Each against the first that says anything of it.
    private static void Compare(Told[] told, List<Warning> warnings)
    {
        Pairs(told, t => t.Number?.Text, (one, other) => one == other ? null : "number");
        Pairs(told, t => t.Birth, (one, other) => one!.Value.Fits(other!.Value) ? null : "birth");
        Pairs(told, t => t.Person.Sex, (one, other) => one == other ? null : "sex");
        // With the marks, where both write them: the lines of a card's back have none, and some people type none.
        var named = told.Where(t => !string.IsNullOrWhiteSpace(t.Person.Name)).OrderBy(t => !NameForm.HasMarks(t.Person.Name!)).ToArray();
        foreach (var other in named.Skip(1))
        {
            var cutOff = named[0].Person.Source == Sources.Mrz || other.Person.Source == Sources.Mrz;
            var match = NameForm.Compare(named[0].Person.Name!, other.Person.Name!, cutOff);
            if (match != NameMatch.Same) warnings.Add(Doubts.Differs(match == NameMatch.Marks ? "name-marks" : "name", named[0].Person, other.Person, named[0].Person.Name!, other.Person.Name!));
        }

        void Pairs<T>(Told[] all, Func<Told, T?> of, Func<T?, T?, string?> problem)
        {
            if (all.FirstOrDefault(t => of(t) is not null) is not { } one) return;
            foreach (var other in all.Where(t => t != one && of(t) is not null))
            {
                if (problem(of(one), of(other)) is { } what) warnings.Add(Doubts.Differs(what, one.Person, other.Person, of(one)!.ToString()!, of(other)!.ToString()!));
            }
        }
    }

    private static void AddNumber(PersonalNumber number, Told[] told, DateOnly today, List<Warning> warnings)
    {
        if (number.Province is null) warnings.Add(Doubts.Province(number.ProvinceCode));
        if (number.BirthYear > today.Year) warnings.Add(Doubts.NumberFuture(number.BirthYear));
        if (told.FirstOrDefault(t => t.Person.Sex is "f" or "m" && t.Person.Sex != number.Sex) is { } sex) warnings.Add(Doubts.NumberSex(number.Sex, sex.Person.Sex!));
        if (told.FirstOrDefault(t => t.Birth is { } birth && birth.Year != number.BirthYear) is { } born) warnings.Add(Doubts.NumberYear(number.BirthYear, born.Birth!.Value.ToString()));
    }

    private static void AddBirth(PartialDate birth, DateOnly today, List<Warning> warnings)
    {
        if (birth.First > today) warnings.Add(Doubts.BirthFuture(birth.ToString()));
        if (birth.Year < Earliest) warnings.Add(Doubts.BirthEarly(birth.ToString()));
    }

    private static void AddCard(CardDates dates, PartialDate? birth, DateOnly today, List<Warning> warnings)
    {
        if (dates.Issued is { } issued)
        {
            if (issued.First > today) warnings.Add(Doubts.IssuedFuture(issued.ToString()));
            if (birth is { } born && issued.Last < born.First) warnings.Add(Doubts.IssuedBeforeBirth(issued.ToString(), birth.Value.ToString()));
            else if (dates.Expires is null && birth is { Day: > 0 } day && Due(day.First, issued.First) is { } due && due < today) warnings.Add(Doubts.Outgrown(Text(due), Text(today)));
        }
        if (dates.Expires is { } expires && expires < today) warnings.Add(Doubts.Expired(Text(expires), Text(today)));
    }

    // Until when a card that does not say so is good; null for ever.
    private static DateOnly? Due(DateOnly birth, DateOnly issued) =>
        RenewalAges.Where(age => birth.Year + age <= DateOnly.MaxValue.Year).Select(age => birth.AddYears(age)).Cast<DateOnly?>().FirstOrDefault(day => issued < day!.Value.AddYears(-EarlyYears));

    private static string Text(DateOnly day) => new PartialDate(day.Year, day.Month, day.Day).ToString();

    private sealed record Told(PersonView Person, PersonalNumber? Number, PartialDate? Birth);
}
