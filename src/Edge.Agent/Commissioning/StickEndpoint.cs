using Edge.Agent.Kiosk.Show;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Commissioning;

/// <summary><c>POST /v1/stick</c>: a stick was read; its file waits, or here is why it does not. Lights, voice and paper are this process's.</summary>
internal sealed class StickEndpoint(StickWork work)
{
    private const int LongestBody = 2048, LongestWhy = 400;

    public async Task HandleAsync(HttpContext context)
    {
        if (await StrictJson.ReadAsync<StickSaid>(context.Request, LongestBody, null, context.RequestAborted) is not { } said || !Enum.IsDefined(said.State) || said.Why?.Length > LongestWhy)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, "Not said so", $"the body is {{state, why, fresh}}, at most {LongestBody} bytes");
            return;
        }
        work.Hear(new StickVerdict(said.State, said.Why), said.Fresh);
        await Answers.WriteAsync(context, StatusCodes.Status200OK, new { State = said.State.ToString() });
    }

    public static StickSaid Said(StickVerdict verdict, bool fresh) => new(verdict.State, verdict.Why?.Length > LongestWhy ? verdict.Why[..LongestWhy] : verdict.Why, fresh);
}

/// <summary>What was found on a stick.</summary>
internal sealed record StickSaid(StickState State, string? Why, bool Fresh);
