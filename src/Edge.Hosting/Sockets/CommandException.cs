namespace Edge.Hosting.Sockets;

/// <summary>A command could not do what was asked; the message is for whoever typed it. Exit code 1.</summary>
internal class CommandException(string message, Exception? inner = null) : Exception(message, inner)
{
    public CommandException(Said said, Exception? inner = null)
        : this(said.En, inner) => Said = said;

    /// <summary>The message in both languages, where it is one of those that everybody meets.</summary>
    public Said? Said { get; protected init; }

    /// <summary>What the program answered, where it did.</summary>
    public int? Status { get; init; }
}
