using System.Globalization;
using System.Security.Cryptography;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Store;

/// <summary>What a ticket's QR says: which ticket of which board, and nothing about whom.</summary>
internal static class TicketCode
{
    // Without letters and digits that are taken for each other when somebody reads them aloud.
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int MarkLength = 6;

    public static string NewMark() => RandomNumberGenerator.GetString(Letters, MarkLength);

    public static string Of(string node, Ticket ticket) => string.Create(CultureInfo.InvariantCulture, $"edge1:ticket:{node}:{ticket.Day}:{ticket.Number}:{ticket.Mark}");
}
