using System.CommandLine;

namespace Edge.Hub.Cli;

internal static class TrustCommands
{
    public static Command Create(CommonOptions common) => new("trust", "The trust file, which tells boards whom to believe: show, stage, sign, publish")
    {
        TrustShowCommand.Create(common),
        TrustStageCommand.Create(common),
        TrustSignCommand.Create(),
        TrustPublishCommand.Create(common),
    };
}
