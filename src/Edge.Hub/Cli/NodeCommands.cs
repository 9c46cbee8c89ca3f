using System.CommandLine;

namespace Edge.Hub.Cli;

internal static class NodeCommands
{
    public static Command Create(CommonOptions common) => new("node", "Boards: admit, list, show, revoke")
    {
        NodeAddCommand.Create(common),
        NodeViewCommands.List(common),
        NodeViewCommands.Show(common),
        NodeViewCommands.Revoke(common),
        NodeSignCommand.Create(common),
    };
}
