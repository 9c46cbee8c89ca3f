namespace Edge.Hosting.Sockets;

/// <summary>A command could not do what was asked; the message is for whoever typed it. Exit code 1.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the program answered, where it did.</summary>
    public int? Status { get; init; }
}
