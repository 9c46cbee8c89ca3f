using Edge.Agent.Desk.Page;
using Edge.Agent.Enrolment.Days;

namespace Edge.Agent.Desk.Api;

/// <summary>The end of the day.</summary>
internal sealed class DayActs(DaySignOff days)
{
    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Post<NothingBody>("day/sign-off", "The officer answers for the day's sums: they become a record. Only once the day is closed and nobody is at the desk.", SignOffAsync),
    ];

    private async Task SignOffAsync(DeskCall call, NothingBody body)
    {
        // It waits for the disk, and so must no thread of the server's.
        var answer = await Task.Run(() => days.SignOff(call.Officer), CancellationToken.None);
        if (answer.Problem is { } problem) await call.RefuseAsync(StatusCodes.Status409Conflict, $"case-{problem}", answer.Text ?? problem);
        else await call.AnswerAsync(new { Done = true, days.Sums, Message = PagePrefs.Of(call.Context.Request).Words["signed-off"] });
    }
}
