using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Contracts.Shown;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;

namespace Edge.Hub.Settings;

/// <summary>Settings as people write them, settings.json. What is absent is left to the wider group, and then to each board.</summary>
public sealed record SettingsDocument
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly string[] Parts = ["mqttAddresses", "httpsAddresses", "hours", "services", "place"];

    /// <summary>HOST:PORT, the best first.</summary>
    public IReadOnlyList<string>? MqttAddresses { get; init; }

    public IReadOnlyList<string>? HttpsAddresses { get; init; }

    /// <summary>When officers mean to be there; an empty list says that nobody says when.</summary>
    public IReadOnlyList<OpeningEntry>? Hours { get; init; }

    /// <summary>services.json, as boards have it.</summary>
    public JsonObject? Services { get; init; }

    /// <summary>The name of the place, on paper and display.</summary>
    public string? Place { get; init; }

    /// <exception cref="MalformedException">It is not such a document; the message says why.</exception>
    public static SettingsDocument Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SettingsDocument>(json, Strict) ?? throw new MalformedException("the settings are empty");
        }
        catch (JsonException e)
        {
            throw new MalformedException($"the settings are not usable JSON: {Reason.Of(e)}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Strict);

    /// <summary>This document with what <paramref name="change"/> names in its place; null takes a part out.</summary>
    /// <exception cref="MalformedException">The result is no such document.</exception>
    public SettingsDocument With(JsonObject change)
    {
        var merged = JsonNode.Parse(ToJson())!.AsObject();
        foreach (var (name, value) in change)
        {
            // Before it is merged: what is null would leave no trace in the result, and its name is written into the audit.
            if (!Parts.Contains(name)) throw new MalformedException($"'{PlainText.Of(name.Length <= 40 ? name : name[..40])}' is no part of the settings; there are {string.Join(", ", Parts)}");
            merged.Remove(name);
            if (value is not null) merged[name] = value.DeepClone();
        }
        return Parse(merged.ToJsonString());
    }

    /// <summary>What is absent here is taken from <paramref name="wider"/>.</summary>
    public SettingsDocument Over(SettingsDocument wider) => new()
    {
        MqttAddresses = MqttAddresses ?? wider.MqttAddresses,
        HttpsAddresses = HttpsAddresses ?? wider.HttpsAddresses,
        Hours = Hours ?? wider.Hours,
        Services = Services ?? wider.Services,
        Place = Place ?? wider.Place,
    };

    /// <summary>As boards get it.</summary>
    /// <exception cref="MalformedException">A time is none.</exception>
    public SettingsFile ToFile(string group, long version, DateTimeOffset issuedAt)
    {
        // JSON can say null where C# cannot.
        if ((Hours ?? []).Any(h => h is null)) throw new MalformedException("an entry of the opening hours is null");
        if ((MqttAddresses ?? []).Concat(HttpsAddresses ?? []).Any(a => a is null)) throw new MalformedException($"an address is null and not {HubAddress.Rule}");
        var file = new SettingsFile { Version = (ulong)version, Group = group, IssuedAtMs = issuedAt.ToUnixTimeMilliseconds(), Place = Place ?? "" };
        file.MqttAddresses.AddRange(MqttAddresses ?? []);
        file.HttpsAddresses.AddRange(HttpsAddresses ?? []);
        if (Hours is not null) file.Hours = new OpeningHours { Times = { Hours.Select(h => h.ToTime()) } };
        if (Services is not null) file.Services = ByteString.CopyFrom(Encoding.UTF8.GetBytes(Services.ToJsonString()));
        return file;
    }
}

/// <summary>A time when officers mean to be there: on days of the week or on one date.</summary>
public sealed record OpeningEntry
{
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string? Date { get; init; }

    /// <summary>HH:mm.</summary>
    public string? From { get; init; }

    public string? To { get; init; }

    public OpeningTime ToTime() => new()
    {
        // In the message Monday comes first.
        Days = (Days ?? []).Aggregate(0u, (days, day) => days | 1u << (((int)day + 6) % 7)),
        Date = Date is null ? 0 : DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (uint)(date.Year * 10_000 + date.Month * 100 + date.Day) : throw new MalformedException("a date of the opening hours is not written as 2027-02-10"),
        FromMinute = Minute(From),
        ToMinute = Minute(To),
    };

    private uint Minute(string? text) => text is null && Date is not null ? 0 : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? (uint)(time.Hour * 60 + time.Minute) : throw new MalformedException("a time of the opening hours is not written as 07:30");
}
