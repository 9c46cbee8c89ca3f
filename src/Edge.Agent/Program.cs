using Edge.Agent.Admin;
using Edge.Agent.Cli;
using Edge.Agent.Commissioning;
using Edge.Agent.Courier;
using Edge.Agent.Custody;
using Edge.Agent.Desk;
using Edge.Agent.Devices;
using Edge.Agent.Enrolment;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Power;
using Edge.Agent.Simulator;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Update;
using Edge.Agent.Uplink;
using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hosting.Linux;

namespace Edge.Agent;

internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        try
        {
            ProcessHardening.Apply();
        }
        catch (HardeningException e)
        {
            Console.Error.WriteLine($"edge-agent: {e.Message}");
            return Task.FromResult(ExitCode.Fault);
        }
        // The log goes there too, and says what hubs, sticks and devices have said.
        Console.SetError(new PlainWriter(Console.Error));
        return new AgentCommands(Compose, Console.Out, Console.Error, Console.OpenStandardInput) { Language = TerminalLanguage.Of(Environment.GetEnvironmentVariable) }.InvokeAsync(args);
    }

    /// <summary>Every feature of a running agent.</summary>
    internal static void Compose(IServiceCollection services) => services
        .AddStorage()
        .AddIdentity()
        .AddSpool()
        .AddCustody()
        .AddJournal()
        .AddLocalApi()
        .AddDevices()
        .AddTelemetry()
        .AddPower()
        .AddUplink()
        .AddCourier()
        .AddPrinting()
        .AddVoice()
        .AddRenewal()
        .AddKiosk()
        .AddEnrolment()
        .AddUpdate()
        .AddCommissioning()
        .AddHealth()
        .AddDesk()
        .AddPanel();
}
