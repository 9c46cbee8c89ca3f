using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Kiosk.Speech;

/// <summary>What is said of a ticket, phrase by phrase.</summary>
internal static class Words
{
    /// <summary>A number as people hear it best: letters and digits one by one.</summary>
    public static IEnumerable<string> Number(string number) => number.Select(c => char.IsAsciiDigit(c) ? Phrase.Digit(c - '0') : Phrase.Letter(c));

    /// <summary>Two tones, then twice: the number, and where to go.</summary>
    public static IReadOnlyList<string> Call(Ticket ticket, string desk)
    {
        string[] once = [Phrase.CallNumber, .. Number(ticket.Number), Phrase.ToDesk, .. Number(desk)];
        return [Phrase.Chime, .. once, .. once];
    }

    /// <summary>What was chosen, so that a wrong button is heard at once; then the number.</summary>
    public static IReadOnlyList<string> Given(Ticket ticket, bool paper, bool pause = false) =>
        [Phrase.Service(ticket.Service), .. ticket.Priority ? [Phrase.PriorityLane] : Array.Empty<string>(), .. ticket.People > 1 ? Household(ticket.People) : [], Phrase.YourNumber, .. Number(ticket.Number), paper ? Phrase.TakePaper : Phrase.NoPaper, .. pause ? [Phrase.Pause] : Array.Empty<string>()];

    public static IReadOnlyList<string> Household(int people) => [Phrase.Household, Phrase.Digit(people)];

    /// <summary>What a citizen hears instead of a number.</summary>
    public static IReadOnlyList<string> Refused(RefusalKind kind) => [kind switch
    {
        RefusalKind.DayClosed => Phrase.Closed,
        RefusalKind.SwitchingOff => Phrase.PowerOff,
        _ => Phrase.OutOfOrder,
    }];
}
