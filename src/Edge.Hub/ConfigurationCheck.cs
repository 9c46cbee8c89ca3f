using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Edge.Hub;

/// <summary>Holds the whole configuration against what the features know, and says of each mistake its key, its value and what would be right.</summary>
internal static class ConfigurationCheck
{
    // Read by the logging library itself; its keys are category names and cannot be listed.
    private const string Logging = "Logging";

    /// <exception cref="ConfigurationException">Something is wrong; the message has one line for each mistake.</exception>
    public static void Run(IConfiguration configuration, IReadOnlyCollection<KnownSection> known)
    {
        var faults = configuration.GetChildren().SelectMany(section => Section(section, known)).ToList();
        if (faults.Count > 0) throw new ConfigurationException(string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<string> Section(IConfigurationSection section, IReadOnlyCollection<KnownSection> known)
    {
        if (Same(section.Key, Logging)) return [];
        var match = known.FirstOrDefault(k => Same(k.Name, section.Key));
        if (match is null) return [$"unknown section {section.Key}{Quote(section.Value)}; known are {string.Join(", ", known.Select(k => k.Name).Append(Logging).Order(StringComparer.Ordinal))}"];
        return section.GetChildren().Select(key => Key(key, match)).OfType<string>();
    }

    private static string? Key(IConfigurationSection key, KnownSection section)
    {
        var properties = section.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var property = properties.FirstOrDefault(p => Same(p.Name, key.Key));
        if (property is null) return $"unknown key {key.Path}{Quote(key.Value)}; {section.Name} has {string.Join(", ", properties.Select(p => p.Name))}";
        if (key.Value is null) return null;
        var bound = Bound(property);
        return TryConvert(property.PropertyType, key.Value, out var value) && property.GetCustomAttributes<ValidationAttribute>().All(a => a.IsValid(value))
            ? null
            : $"{key.Path} is '{key.Value}'; it must be {bound} (default {property.GetValue(Activator.CreateInstance(section.Options)) ?? "none"})";
    }

    private static string Bound(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var form = type switch
        {
            _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
            _ when type == typeof(TimeSpan) => "a time such as 00:00:10 (or 1.00:00:00 for a day)",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(string) => "",
            _ => "a number",
        };
        var rules = property.GetCustomAttributes<ValidationAttribute>().Select(a => a is RangeAttribute range ? $"between {range.Minimum} and {range.Maximum}" : a.FormatErrorMessage(property.Name));
        return string.Join(' ', rules.Prepend(form).Where(text => text.Length > 0));
    }

    private static bool TryConvert(Type type, string text, out object? value)
    {
        value = null;
        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return !(Nullable.GetUnderlyingType(type) ?? type).IsEnum || Enum.IsDefined(value!.GetType(), value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }

    private static string Quote(string? value) => value is null ? "" : $" ('{value}')";

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
