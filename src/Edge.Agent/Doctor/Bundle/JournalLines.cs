using System.Globalization;
using System.Text;
using System.Text.Json;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>The agent's last lines in systemd's journal.</summary>
internal sealed class JournalLines(LogLine log, TimeProvider time)
{
    private const int MostBytes = 16 << 20;
    private const int MostLines = 2000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="Devices.DeviceException">There is no journal, or this user may not read it.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var output = await Tool.RunAsync("journalctl", ["--unit=edge-agent", "--output=json", "--no-pager", "--quiet", $"--lines={MostLines}"], MostBytes, Limit, time, cancellationToken);
        var lines = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries)) lines.Append(Line(line)).Append('\n');
        return lines.Length > 0 ? lines.ToString() : "no lines\n";
    }

    private string Line(string json)
    {
        try
        {
            using var entry = JsonDocument.Parse(json);
            var at = long.TryParse(Text(entry.RootElement, "__REALTIME_TIMESTAMP"), NumberStyles.None, CultureInfo.InvariantCulture, out var micros) ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(micros / 1000, 253_402_300_799_999)) : DateTimeOffset.UnixEpoch;
            var priority = Text(entry.RootElement, "PRIORITY") is [>= '0' and <= '7'] ? Text(entry.RootElement, "PRIORITY") : "?";
            return string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ss.fffZ} <{priority}> {log.Of(Text(entry.RootElement, "MESSAGE"))}");
        }
        catch (JsonException)
        {
            return "(a line that is no JSON)";
        }
    }

    // Of bytes that are no text journald makes a list of numbers; then nothing is shown.
    private static string Text(JsonElement entry, string member) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
