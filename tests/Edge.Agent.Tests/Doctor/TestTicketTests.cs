using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Agent.Tests.Doctor;

/// <summary>A test ticket comes out when it is asked for, by whoever has the printer.</summary>
public sealed class TestTicketTests
{
    private const string Kiosk = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true}}""";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 180_000)]
    public async Task Without_an_agent_the_doctor_prints_it_itself()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Kiosk;
        Assert.Equal("ok", (await DoctorRun.OfAsync(agent, "--print-test"))["test-ticket"].Grade);
        Assert.DoesNotContain((await DoctorRun.OfAsync(agent)).Lines, l => l.Id == "test-ticket");
        agent.Configuration = TestAgent.OverFiles;
        Assert.Contains("no settings name a printer", (await DoctorRun.OfAsync(agent, "--print-test"))["test-ticket"].Reason, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_printer_that_is_not_there_is_named_with_what_to_do()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Spool":{"AllowVolatile":true},"Devices":{"Printer":{"Driver":"Lp","Path":"/dev/usb/no-such-lp"}}}""";
        var ticket = (await DoctorRun.OfAsync(agent, "--print-test"))["test-ticket"];
        Assert.Equal("fault", ticket.Grade);
        Assert.Contains("No such file or directory", ticket.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_running_agent_prints_it_and_says_where_it_cannot()
    {
        VirtualBoard? board = null;
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Kiosk;
        agent.Also = services => services.AddSingleton<Microsoft.Extensions.Hosting.IHostedService>(p =>
        {
            board = p.GetRequiredService<VirtualBoard>();
            return new Nothing();
        });
        await agent.StartAsync();
        await Until.TrueAsync(async () => (await DoctorRun.OfAsync(agent, "--print-test"))["test-ticket"].Grade == "ok", Limit, () => "the doctor did not come to see it");
        Assert.Equal(1, board!.Printer.Printed);

        board.Printer.Status = PrinterStatus.PaperOut;
        await Until.TrueAsync(async () => (await DoctorRun.OfAsync(agent, "--print-test"))["test-ticket"].Detail.Contains("Out", StringComparison.Ordinal), Limit, () => "the doctor did not come to see it");
        await Until.TrueAsync(async () => (await DoctorRun.OfAsync(agent))["device-printer"] is { Grade: "fault", Reason: "paper-out" }, Limit, () => "the doctor did not come to see it");
        board.Printer.Status = PrinterStatus.Ready;
        // Nothing that was asked for while it could not be printed comes out later.
        await Until.TrueAsync(async () => (await DoctorRun.OfAsync(agent))["device-printer"].Grade == "ok", Limit, () => "the doctor did not come to see it");
        Assert.Equal(1, board.Printer.Printed);
    }

    private sealed class Nothing : Microsoft.Extensions.Hosting.IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
