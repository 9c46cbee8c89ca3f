using System.Globalization;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Journal;

/// <summary><c>GET /v1/journal?after=N</c>: the journal's entries, oldest first, and whether each follows from the one before.</summary>
internal sealed class JournalEndpoint(JournalStore journal)
{
    private const int Page = 500;

    public Task HandleAsync(HttpContext context)
    {
        var after = context.Request.Query["after"] is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return Answers.WriteAsync(context, StatusCodes.Status200OK, new
        {
            Chain = Convert.ToHexStringLower(journal.Chain),
            journal.Mark().Sent,
            FirstBroken = journal.FirstBroken(),
            Entries = journal.After(after, Page).Select(e => new { e.Sequence, e.At, e.Clock, e.Act.Officer, e.Act.Act, e.Act.Reference, Digest = Convert.ToHexStringLower(e.Digest) }),
        });
    }
}
