using Edge.Agent.Admin;
using Edge.Agent.Devices;
using Edge.Agent.Doctor.Running;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Doctor.Parts;

/// <summary>Prints a test ticket: by the agent that runs, which has the printer open, or by itself where none runs.</summary>
internal sealed class TicketExam(DataFolder data, AgentHost host, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Said Printer = new("xem giấy, nắp, nguồn và dây của máy in", "look at the printer's paper, cover, power and cable");

    public async Task<Finding> PrintAsync(AgentState agent, CancellationToken cancellationToken)
    {
        if (agent is not (AgentState.Answers or AgentState.NotRunning)) return Subject.Ticket.Attention("chưa in: phần mềm giữ máy in mà không trả lời", "not printed: the agent has the printer and does not answer");
        try
        {
            var printed = agent == AgentState.Answers ? await ByAgentAsync(cancellationToken) : await host.WithAsync(p => AloneAsync(p, cancellationToken));
            return printed ?? Subject.Ticket.Ok("đã in; nhìn xem có đủ dấu tiếng Việt và cắt gọn không", "printed; look whether it is whole, with all accents, and cut");
        }
        catch (Exception e) when (e is CommandException or DeviceException or TimeoutException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var trouble = DeviceTrouble.Of(e.Message);
            return Subject.Ticket.Fault("không in được", "it was not printed", trouble == Trouble.Other ? Printer : DeviceTrouble.Act(trouble), e.Message);
        }
    }

    private async Task<Finding?> ByAgentAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var client = new AgentClient(data);
        using var answer = await client.SendAsync(HttpMethod.Post, "/v1/paper/test", null, limit.Token);
        return null;
    }

    private async Task<Finding?> AloneAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<DevicePlans>().Printer() is not { } plan) return Subject.Ticket.Attention("chưa khai báo máy in (Devices:Printer:Driver)", AskedPaper.NoPrinter);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var artist = services.GetRequiredService<TicketArtist>();
        await Task.Run(async () =>
        {
            using var printer = await plan.Open(limit.Token);
            await printer.PrintAsync(artist.Draw(TestTicket.Face(time.GetLocalNow()), printer.Dots), limit.Token);
        }, limit.Token).WaitAsync(Limit, time, cancellationToken);
        return null;
    }
}
