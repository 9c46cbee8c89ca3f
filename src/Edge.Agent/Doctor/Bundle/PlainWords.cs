using System.Text.RegularExpressions;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>
/// What of somebody else's text may leave the board. Nothing is looked for and taken out: a name or a secret may have any form. Only what has
/// the form of a word of a message stays: small letters, short numbers, times, versions, device files, and what the bundle itself knows to be harmless.
/// </summary>
/// <param name="known">Words that stay whatever their form.</param>
/// <param name="hidden">Texts of which no word stays whatever its form.</param>
internal sealed partial class PlainWords(IEnumerable<string> known, IEnumerable<string> hidden)
{
    private const string Hidden = "…";
    private const int MostDigits = 5;

    private readonly HashSet<string> _known = new(known.Where(k => k.Length > 0).Concat(Terms), StringComparer.Ordinal);

    // Short ones are words of any message.
    private readonly HashSet<string> _hidden = new(hidden.SelectMany(h => h.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 3), StringComparer.OrdinalIgnoreCase);

    // Words of the field that do not have the form of a plain one.
    private static readonly string[] Terms =
    [
        "TCP", "TLS", "MQTT", "MQTT.", "HTTP", "HTTPS", "DNS", "CONNECT", "CONNACK", "MTU", "PEM", "CA", "I2C", "SPI", "GPIO", "USB", "MiB", "OK", "DLE", "EOT", "ESC/POS", "ALSA", "UTC", "No", "It", "The", "A",
        "Broker", "Error", "Permission", "Operation", "Connection", "Input/output", "Device", "Read-only", "Name", "Can", "Could", "Check", "SIGSTOP", "Invalid", "Host", "Network", "Resource", "Too", "Bad",
    ];

    public string Of(string? text) => text is null ? "" : string.Join(' ', Groups().Replace(text, Group).Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Word)).Replace($"{Hidden} {Hidden}", Hidden, StringComparison.Ordinal);

    /// <summary>True where all of it may be shown.</summary>
    public bool IsPlain(string text) => Of(text) == text;

    private static string Group(Match group) => group.Value.Count(char.IsAsciiDigit) > MostDigits ? Hidden : group.Value;

    private string Word(string word)
    {
        var bare = word.Trim('(', ')', '[', ']', '"', '\'', ',', ';', ':', '.', '!', '?');
        if (bare.Length == 0) return word.Length <= 3 ? word : Hidden;
        return _known.Contains(bare) || (!_hidden.Contains(bare) && Plain().IsMatch(bare)) ? word : Hidden;
    }

    // A telephone or identity number as people write it: each of its groups is a short number.
    [GeneratedRegex(@"(?<![^\s(+])[0-9]{1,5}(?:[).,;-]?\s+[0-9]{1,5}\b(?![.:][0-9]))+")]
    private static partial Regex Groups();

    // Letters; numbers of up to five digits, with a sign, a fraction and a unit; times and spans; versions; device and system files; settings' names; record ids.
    [GeneratedRegex(@"^(?:[a-z]{1,20}(?:['/-][a-z]{1,20}){0,4}|[+-]?[0-9]{1,5}(?:\.[0-9]{1,3})?(?:%|°C|s|ms|MiB|GiB|dBm)?|[%&=+|/<>-]|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.+Z-]{5,24})?|(?:[0-9]{1,4}\.)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?"
        + @"|(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){1,3}(?:-[a-z]{1,8})?|0x[0-9a-f]{1,4}|/dev/[a-z]{1,12}(?:[/-]?[a-zA-Z0-9]{1,8}(?:\.[0-9])?){0,3}|/(?:proc|sys)/[a-z0-9_/.-]{1,80}|(?:Devices|Spool|Kiosk|Voice|Printing|Uplink|Desk|Simulator|Telemetry|Renewal|LocalApi|Enrolment)(?::[A-Z][a-z]{1,15}[A-Za-z]{0,15}){1,3}"
        + @"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    private static partial Regex Plain();
}
