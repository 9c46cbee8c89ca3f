using System.Net;
using Edge.Agent.Devices;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Simulator;

/// <summary>The panel presses buttons for whoever reaches it: nobody but this machine may, and no real button.</summary>
internal sealed class SimulatorOptionsCheck(IOptions<DevicesOptions> devices) : IValidateOptions<SimulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, SimulatorOptions options)
    {
        List<string> problems = [];
        if (options.Enabled == true && !devices.Value.Virtual) problems.Add("Simulator:Enabled is true while Devices:Virtual is false; the panel works with virtual devices only: leave it out, or set Devices:Virtual to true");
        if (PageDoor.Read(options.Address) is not { } at) problems.Add($"Simulator:Address is '{options.Address}'; it must be ADDRESS:PORT, such as 127.0.0.1:8090, with port 0 for any free one");
        else if (!IPAddress.IsLoopback(at.Address)) problems.Add($"Simulator:Address is {options.Address}; it must be an address of this machine's loopback, such as 127.0.0.1:8090: whoever reaches the panel can do anything to the kiosk");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
