using System.Globalization;

namespace Edge.Agent.Kiosk.Queue;

/// <summary>A letter and three digits, four from the thousandth.</summary>
internal static class TicketNumber
{
    public const int Last = 9999;

    /// <summary>The next number of that letter; null where the day has used them up.</summary>
    /// <param name="letter">The service's letter.</param>
    /// <param name="given">All tickets of the day, also those that ended: no number comes back.</param>
    public static string? Next(char letter, IEnumerable<Ticket> given)
    {
        var highest = given.Where(t => t.Number[0] == letter).Select(Digits).DefaultIfEmpty(0).Max();
        return highest < Last ? string.Create(CultureInfo.InvariantCulture, $"{letter}{highest + 1:D3}") : null;
    }

    private static int Digits(Ticket ticket) => int.Parse(ticket.Number.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}
