using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>
/// The settings, without secrets: a value is shown where its setting is known, and is a number, a truth value, a time, one of a list, or a text of which
/// it is known that it names a device, a language or an address. Of all others it is told that they are set, and how long they are.
/// </summary>
internal sealed partial class SettingsSheet(IReadOnlyDictionary<string, Type> sections)
{
    // Texts that name no person and hold no secret, by the last part of their key.
    private static readonly string[] Plain = ["Driver", "Path", "Device", "Bus", "Chip", "Modem", "Charge", "Store", "Fallback", "Languages", "Address", "Letter", "Pictogram", "Button", "Color"];

    /// <summary>Each setting that is set, and whether its value may be shown.</summary>
    public IReadOnlyList<(string Key, string Value, bool Shown)> Lines(IConfiguration configuration) =>
    [
        .. configuration.AsEnumerable().Where(s => s.Value is not null)
            .Select(s => (Key: string.Join(':', s.Key.Split(':').Select(k => Key().IsMatch(k) ? k : "…")), Value: s.Value!, Shown: PropertyOf(s.Key.Split(':')) is { } property && IsShown(property, s.Value!)))
            .DistinctBy(s => s.Key).OrderBy(s => s.Key, StringComparer.Ordinal),
    ];

    private static bool IsShown(PropertyInfo property, string value)
    {
        var type = Item(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        if (type == typeof(string)) return Plain.Contains(property.Name) && Name().IsMatch(value) && !Digits().IsMatch(value);
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null && value.Length <= 40;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    // By the way of its key: sections, parts of them, lists and tables by name or number.
    private PropertyInfo? PropertyOf(string[] key)
    {
        var type = sections.FirstOrDefault(s => s.Key.Equals(key[0], StringComparison.OrdinalIgnoreCase)).Value;
        PropertyInfo? property = null;
        foreach (var name in key.Skip(1))
        {
            if (type is null) return null;
            if (property is not null && Item(property.PropertyType) != property.PropertyType && Item(property.PropertyType) == type)
            {
                // A name or number in a list; what follows is a part of its item.
                (property, type) = (type == typeof(string) || !type.IsClass ? property : null, type.IsClass && type != typeof(string) ? type : null);
                continue;
            }
            property = type.GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
            if (property is null) return null;
            type = Item(property.PropertyType);
        }
        return property;
    }

    private static Type Item(Type type) => type.IsGenericType && type != typeof(string) && Nullable.GetUnderlyingType(type) is null ? type.GetGenericArguments()[^1] : type.IsArray ? type.GetElementType()! : type;

    [GeneratedRegex("^[A-Za-z0-9-]{1,32}$")]
    private static partial Regex Key();

    [GeneratedRegex(@"^(?:/dev/[a-z][A-Za-z0-9/_.-]{0,40}|[a-z][a-z,-]{0,24}|gpiochip[0-9]{1,3}|(?:plug)?hw:[A-Za-z0-9=,_]{1,24}|[0-9a-f]{4}:[0-9a-f]{4}|#[0-9A-Fa-f]{6}|[A-Z]|[0-9.= ]{1,64}|[0-9A-Za-z]{4,16}|[0-9a-f.:\[\]]{2,40}:[0-9]{1,5})$")]
    private static partial Regex Name();

    // As many as a PIN or an identity number has.
    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Digits();
}
