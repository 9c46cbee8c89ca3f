using System.Text;
using Edge.Agent.Enrolment.Worklists;
using Edge.Contracts.Areas;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Desk.Api;

/// <summary>Who is still missing. What is searched for is somebody's name, so it is in a body and never in an address.</summary>
internal sealed class WorklistActs(WorklistBook book)
{
    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Post<SearchBody>("worklist", "People of the worklist, by parts of name, number or hamlet, without marks and capitals.", (call, body) => call.AnswerAsync(new { Summary = book.Summary, People = Find(body).Select(Shown) })),
        DeskRoute.Post<SearchBody>("worklist/print", "The same as text, hamlet by hamlet, to be printed and read out over the loudspeaker.", PrintAsync) with { Answers = "text/plain" },
    ];

    public IReadOnlyList<WorklistPerson> Find(SearchBody body) => book.Search(body.Query, body.ToMarks(), body.Done, Math.Clamp(body.Most, 1, SearchBody.Limit));

    private async Task PrintAsync(DeskCall call, SearchBody body) => await new PageFile("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(Text(Find(body)))).SendAsync(call.Context);

    private static object Shown(WorklistPerson p) => new
    {
        p.Entry,
        p.Number,
        p.Name,
        p.Birth,
        p.Hamlet,
        Female = p.Flags.HasFlag(WorklistMarks.Female),
        Temporary = p.Flags.HasFlag(WorklistMarks.Temporary),
        NeedsRide = p.Flags.HasFlag(WorklistMarks.NeedsRide),
        NeedsVisit = p.Flags.HasFlag(WorklistMarks.NeedsVisit),
        LacksCard = p.Flags.HasFlag(WorklistMarks.LacksCard),
        LacksAccount = p.Flags.HasFlag(WorklistMarks.LacksAccount),
        LacksActivation = p.Flags.HasFlag(WorklistMarks.LacksActivation),
        p.Done,
    };

    // What a loudspeaker says to a whole village: a name and the year, and no number.
    private static string Text(IReadOnlyList<WorklistPerson> people)
    {
        var text = new StringBuilder();
        foreach (var hamlet in people.GroupBy(p => p.Hamlet))
        {
            text.AppendLine(hamlet.Key.ToUpperInvariant());
            foreach (var p in hamlet) text.AppendLine($"  {p.Name}{(p.Birth.Length >= 4 ? $" ({p.Birth[^4..]})" : "")}");
            text.AppendLine();
        }
        return text.ToString();
    }
}

/// <summary>Whom to show: those with all that is said.</summary>
internal sealed record SearchBody(string Query = "", bool Ride = false, bool Visit = false, bool Temporary = false, bool Card = false, bool Account = false, bool Activation = false, bool Done = false, int Most = 50)
{
    public const int Limit = 10_000;

    public WorklistMarks ToMarks() =>
        (Ride ? WorklistMarks.NeedsRide : 0) | (Visit ? WorklistMarks.NeedsVisit : 0) | (Temporary ? WorklistMarks.Temporary : 0) |
        (Card ? WorklistMarks.LacksCard : 0) | (Account ? WorklistMarks.LacksAccount : 0) | (Activation ? WorklistMarks.LacksActivation : 0);
}
