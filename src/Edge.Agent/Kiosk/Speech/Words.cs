using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Kiosk.Speech;

/// <summary>What is said of a ticket, phrase by phrase.</summary>
internal static class Words
{
    /// <summary>A number as people hear it best: the letter, then the digits one by one.</summary>
    public static IEnumerable<string> Number(string number) => [Phrase.Letter(number[0]), .. number.Skip(1).Select(d => Phrase.Digit(d - '0'))];

    /// <summary>Two tones, then twice: the number, and where to go.</summary>
    public static IReadOnlyList<string> Call(Ticket ticket)
    {
        string[] once = [Phrase.CallNumber, .. Number(ticket.Number), Phrase.ComeToDesk];
        return [Phrase.Chime, .. once, .. once];
    }

    public static IReadOnlyList<string> Given(Ticket ticket, bool paper) =>
        [.. ticket.Priority ? [Phrase.PriorityLane] : Array.Empty<string>(), Phrase.YourNumber, .. Number(ticket.Number), paper ? Phrase.TakePaper : Phrase.NoPaper];

    /// <summary>What a citizen hears instead of a number.</summary>
    public static IReadOnlyList<string> Refused(RefusalKind kind) => [kind switch
    {
        RefusalKind.DayClosed => Phrase.Closed,
        RefusalKind.SwitchingOff => Phrase.PowerOff,
        _ => Phrase.OutOfOrder,
    }];
}
