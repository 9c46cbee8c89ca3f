using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Edge.Hosting.Configuration;

/// <summary>Finds what is wrong with the settings and says it with key, value and bound, before anything is built from them.</summary>
internal static class ConfigurationCheck
{
    /// <summary>Sections that belong to the platform and may hold anything.</summary>
    private static readonly string[] Platform = ["Logging"];

    private static readonly Type[] Lists = [typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlyList<>)];

    public static IReadOnlyList<string> Problems(IConfiguration configuration, IEnumerable<KnownSection> known)
    {
        var sections = known.ToDictionary(s => s.Name, s => s.Options, StringComparer.OrdinalIgnoreCase);
        var names = string.Join(", ", sections.Keys.Concat(Platform).Order(StringComparer.Ordinal));
        var problems = new List<string>();
        foreach (var section in configuration.GetChildren())
        {
            if (Platform.Contains(section.Key, StringComparer.OrdinalIgnoreCase)) continue;
            if (!sections.TryGetValue(section.Key, out _)) problems.Add($"{section.Key} is not a known section; known are {names}");
            else if (section.Value is not null) problems.Add($"{section.Key} is '{section.Value}'; it is a section and takes keys, not a value");
        }
        foreach (var (name, options) in sections) problems.AddRange(In(configuration.GetSection(name), name, options));
        return problems;
    }

    private static IEnumerable<string> In(IConfigurationSection section, string name, Type options)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToList();
        var keys = string.Join(", ", properties.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var value in section.GetChildren())
        {
            if (!properties.Exists(p => p.Name.Equals(value.Key, StringComparison.OrdinalIgnoreCase))) yield return $"{name}:{value.Key} is not a known setting; {name} has {keys}";
        }
        var defaults = Activator.CreateInstance(options);
        foreach (var property in properties)
        {
            if (Below(property.PropertyType) is { } part)
            {
                foreach (var problem in Under(section.GetSection(property.Name), $"{name}:{property.Name}", part, part != property.PropertyType)) yield return problem;
            }
            else if (Of(section.GetSection(property.Name), $"{name}:{property.Name}", property, defaults) is { } problem) yield return problem;
        }
    }

    // A part of a section with settings of its own, or a list of such parts by name.
    private static IEnumerable<string> Under(IConfigurationSection section, string name, Type part, bool named)
    {
        if (section.Value is not null) return [$"{name} is '{section.Value}'; it is a section and takes keys, not a value"];
        return named ? section.GetChildren().SelectMany(child => Under(child, $"{name}:{child.Key}", part, named: false)) : In(section, name, part);
    }

    private static Type? Below(Type type)
    {
        if (type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition())) return Below(type.GetGenericArguments()[^1]);
        return type.IsClass && type.Assembly == typeof(ConfigurationCheck).Assembly ? type : null;
    }

    private static string? Of(IConfigurationSection setting, string key, PropertyInfo property, object? defaults)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string))) return Items(setting, key, property, type);
        if (setting.GetChildren().Any()) return $"{key} has keys below it; it must be {Rule(property, type)}";
        var value = property.GetValue(defaults);
        if (setting.Value is not null && !TryRead(setting.Value, type, out value)) return $"{key} is '{setting.Value}'; it must be {Rule(property, type)}";
        if (property.GetCustomAttributes<ValidationAttribute>().All(a => a.IsValid(value))) return null;
        return value is null or "" ? $"{key} is missing; it must be {Rule(property, type)}" : $"{key} is {Text(value)}; it must be {Rule(property, type)}";
    }

    // A list of plain values; how many and which is for its own validation to say.
    private static string? Items(IConfigurationSection setting, string key, PropertyInfo property, Type type)
    {
        if (!type.IsGenericType || !Lists.Contains(type.GetGenericTypeDefinition())) return null;
        if (setting.Value is { Length: > 0 }) return $"{key} is '{setting.Value}'; it is a list and takes several values";
        var item = type.GetGenericArguments()[^1];
        foreach (var child in setting.GetChildren())
        {
            if (child.Value is null) return $"{key}:{child.Key} has keys below it; it must be {Kind(item)}";
            if (!TryRead(child.Value, item, out _)) return $"{key}:{child.Key} is '{child.Value}'; it must be {Kind(item)}";
        }
        return null;
    }

    private static bool TryRead(string text, Type type, out object? value)
    {
        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            // A number converts to any enumeration.
            return !type.IsEnum || Enum.IsDefined(type, value!);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            value = null;
            return false;
        }
    }

    private static string Rule(PropertyInfo property, Type type)
    {
        var kind = Kind(type);
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            kind += attribute switch
            {
                RangeAttribute range => $" from {Bound(range, range.Minimum)} to {Bound(range, range.Maximum)}",
                RequiredAttribute => "",
                RegularExpressionAttribute pattern => $" that matches {pattern.Pattern}",
                _ => $" ({attribute.FormatErrorMessage(property.Name)})",
            };
        }
        return kind;
    }

    private static string Kind(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time span (h:mm:ss, or d.hh:mm:ss)",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(TimeOnly) => "a time of the day (hh:mm)",
        _ when type == typeof(DateOnly) => "a date (yyyy-mm-dd)",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a text",
    };

    private static string Bound(RangeAttribute range, object bound) =>
        range.OperandType == typeof(TimeSpan) ? TimeSpan.Parse(bound.ToString()!, CultureInfo.InvariantCulture).ToString() : Text(bound);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
