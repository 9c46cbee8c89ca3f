using Edge.Contracts;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Identity.Settings;

/// <summary>What the hub has told this board to go by, and where the hub may be.</summary>
internal sealed class SettingsStatus(SettingsStore settings, AddressBook addresses) : IStatusSection
{
    public string Name => "settings";

    public object Read()
    {
        var told = settings.Current;
        return new
        {
            settings.Version,
            IssuedAt = told is null ? (DateTimeOffset?)null : UnixTime.Clamped(told.IssuedAtMs),
            Tells = told is null ? "" : string.Join(' ', Told(told)),
            Addresses = addresses.Mqtt.Select(a => new { Address = $"{a.Address}", a.Told, HubSeen = a.Proven, a.AnsweredAt }),
            HttpsAddresses = addresses.Https.Select(a => $"{new Contracts.Settings.HubAddress(a.Host, a.Port)}"),
            RefusedVersion = settings.Refused?.Version,
            RefusedWhy = settings.Refused?.Why,
            settings.Problem,
        };
    }

    private static IEnumerable<string> Told(Contracts.Wire.SettingsFile told)
    {
        if (told.MqttAddresses.Count + told.HttpsAddresses.Count > 0) yield return "addresses";
        if (told.Hours is not null) yield return "hours";
        if (!told.Services.IsEmpty) yield return "services";
        if (told.Place.Length > 0) yield return "place";
    }
}
