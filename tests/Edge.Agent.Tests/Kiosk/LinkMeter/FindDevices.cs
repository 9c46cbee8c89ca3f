using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Agent.Tests.Kiosk.LinkMeter;

/// <summary>Modem and printer, which an agent that has just started opens beside everything else.</summary>
internal static class FindDevices
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task ReadyAsync(TestAgent agent)
    {
        var (modem, paper) = (agent.Services!.GetRequiredService<IDevice<ILinkMeter>>(), agent.Services!.GetRequiredService<PaperStatus>());
        for (var changed = modem.Changed; modem.Status.State != DeviceState.Ready; changed = modem.Changed) await changed.WaitAsync(Token);
        for (var changed = paper.Changed; !paper.Prints; changed = paper.Changed) await changed.WaitAsync(Token);
    }
}
