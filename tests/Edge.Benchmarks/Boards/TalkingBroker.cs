namespace Edge.Benchmarks.Boards;

/// <summary>Has the hub's own broker also say, in a file, what the hub does not ask it for: when it drops messages.</summary>
internal sealed class TalkingBroker(string folder)
{
    private const string Dropping = "Outgoing messages are being dropped";

    private string Script => Path.Combine(folder, "mosquitto-that-talks");

    private string Log => Path.Combine(folder, "mosquitto.log");

    /// <summary>What the hub runs in mosquitto's place: it becomes mosquitto.</summary>
    public string Write()
    {
        File.WriteAllText(Script, $"""
            #!/bin/sh
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            cat "$2" > "$2.talks"
            printf 'log_type notice\nlog_dest file {Log}\n' >> "$2.talks"
            exec mosquitto -c "$2.talks"

            """);
        File.SetUnixFileMode(Script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return Script;
    }

    /// <summary>How often it began to drop what was for one client; it does not say how many messages.</summary>
    public int Drops => File.ReadLines(Log).Count(l => l.Contains(Dropping, StringComparison.Ordinal));
}
