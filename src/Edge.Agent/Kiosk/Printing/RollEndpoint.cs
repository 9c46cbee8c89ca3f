using Edge.Hosting.Sockets;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>What a technician tells the board about its paper.</summary>
internal sealed class RollEndpoint(PaperRoll roll)
{
    /// <summary><c>POST /v1/paper/new-roll</c>: the count begins anew; answers what the last roll gave.</summary>
    public Task ReplaceAsync(HttpContext context)
    {
        var used = roll.UsedMillimetres;
        roll.Replace();
        return Answers.WriteAsync(context, StatusCodes.Status200OK, new { LastRollMm = used, LeftMm = roll.LeftMillimetres });
    }
}
