using System.Globalization;
using System.Text.Json;

namespace Edge.Agent.Devices.Link;

/// <summary>What mmcli -J says of a modem. No I/O.</summary>
internal static class ModemAnswers
{
    // Reference signal power of LTE and 5G at which people count so many bars.
    private static readonly int[] RsrpOfBars = [-115, -105, -95, -85];

    private static readonly string[] OnNetwork = ["registered", "connecting", "connected", "disconnecting"];

    /// <summary>Puts <c>mmcli -m … -J</c> and, where there is one, <c>mmcli -m … --signal-get -J</c> together.</summary>
    /// <exception cref="DeviceException">The answer is none of mmcli's.</exception>
    public static LinkReading Read(ReadOnlyMemory<byte> modem, ReadOnlyMemory<byte>? signal)
    {
        try
        {
            using var said = JsonDocument.Parse(modem);
            var generic = said.RootElement.GetProperty("modem").GetProperty("generic");
            if (!OnNetwork.Contains(generic.GetProperty("state").GetString(), StringComparer.Ordinal)) return new LinkReading(0, null, null);
            var quality = int.Parse(generic.GetProperty("signal-quality").GetProperty("value").GetString()!, CultureInfo.InvariantCulture);
            var technology = generic.GetProperty("access-technologies").EnumerateArray().Select(t => t.GetString()).LastOrDefault();
            var (rsrp, other) = signal is { } more ? Powers(more) : (null, null);
            return new LinkReading(rsrp is { } power ? RsrpOfBars.Count(least => power >= least) : BarsOf(quality), rsrp ?? other, technology);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException or OverflowException)
        {
            throw new DeviceException($"mmcli gave an answer that is not understood: {e.Message}", e);
        }
    }

    /// <summary>0, then a bar for each begun quarter.</summary>
    internal static int BarsOf(int quality) => Math.Clamp((quality + 24) / 25, 0, 4);

    private static (int? Rsrp, int? Other) Powers(ReadOnlyMemory<byte> json)
    {
        using var said = JsonDocument.Parse(json);
        var signal = said.RootElement.GetProperty("modem").GetProperty("signal");
        return (Power(signal, "5g", "rsrp") ?? Power(signal, "lte", "rsrp"), Power(signal, "umts", "rscp") ?? Power(signal, "gsm", "rssi"));
    }

    // What the modem does not know is "--".
    private static int? Power(JsonElement signal, string technology, string value) =>
        signal.TryGetProperty(technology, out var part) && part.TryGetProperty(value, out var text) && double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var dbm)
            ? (int)Math.Round(dbm) : null;
}
