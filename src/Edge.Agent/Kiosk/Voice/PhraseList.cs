namespace Edge.Agent.Kiosk.Voice;

/// <summary>Every phrase that a language must have to be spoken throughout, in the order in which it is recorded.</summary>
internal sealed class PhraseList(IEnumerable<SpokenService> services)
{
    public static readonly IReadOnlyList<SpokenService> UsualServices = [new("card", 'A'), new("account", 'B'), new("activation", 'C'), new("correction", 'D'), new("result", 'E')];

    private static readonly string[] Sentences =
    [
        Phrase.LanguageName, Phrase.Welcome, Phrase.PriorityLane, Phrase.Household, Phrase.YourNumber, Phrase.TakePaper, Phrase.NoPaper, Phrase.CallNumber, Phrase.ToDesk, Phrase.Pause, Phrase.Closed, Phrase.OutOfOrder, Phrase.PowerOff,
        Phrase.Consent, Phrase.Thanks, Phrase.TakeReceipt,
    ];

    public IReadOnlyList<string> All { get; } =
    [
        .. Sentences, .. Enumerable.Range(1, 10).Select(Phrase.Finger), .. Phrase.Hints.Select(Phrase.Hint), .. Phrase.Results.Select(Phrase.Result), .. Phrase.Sticks.Select(Phrase.Stick), .. services.Select(s => Phrase.Service(s.Id)), .. Enumerable.Range(0, 10).Select(Phrase.Digit), .. services.Select(s => Phrase.Letter(s.Letter)).Distinct(),
    ];

    /// <summary>What a clip is called where nothing else is said.</summary>
    public static string FileOf(string phrase) => $"{phrase}.wav";
}

/// <summary>A service whose name and letter are said.</summary>
internal sealed record SpokenService(string Id, char Letter);
