using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Desk;

/// <summary>An address that can be listened on.</summary>
internal sealed class DeskOptionsCheck : IValidateOptions<DeskOptions>
{
    public ValidateOptionsResult Validate(string? name, DeskOptions options) => PageDoor.Read(options.Address) is null
        ? ValidateOptionsResult.Fail($"Desk:Address is '{options.Address}'; it must be ADDRESS:PORT, such as 127.0.0.1:8091 (this machine alone) or 0.0.0.0:8091 (HTTPS for the network), with port 0 for any free one")
        : ValidateOptionsResult.Success;
}
