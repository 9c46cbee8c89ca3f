using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Edge.Hosting.Configuration;

/// <summary>Finds what is wrong with the settings and says it with key, value and bound, before anything is built from them.</summary>
internal sealed class ConfigurationCheck(SettingWords words)
{
    /// <summary>Sections that belong to the platform and may hold anything.</summary>
    private static readonly string[] Platform = ["Logging"];

    private static readonly Type[] Lists = [typeof(Dictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlyList<>)];

    /// <exception cref="ConfigurationException">Something is wrong; the message has one line for each mistake.</exception>
    public void Run(IConfiguration configuration, IServiceCollection services)
    {
        var problems = Problems(configuration, services.Select(s => s.ImplementationInstance).OfType<KnownSection>());
        if (problems.Count > 0) throw new ConfigurationException(string.Join('\n', problems));
    }

    internal IReadOnlyList<string> Problems(IConfiguration configuration, IEnumerable<KnownSection> known)
    {
        var sections = known.ToDictionary(s => s.Name, s => s.Options, StringComparer.OrdinalIgnoreCase);
        var names = string.Join(", ", sections.Keys.Concat(Platform).Order(StringComparer.Ordinal));
        var problems = new List<string>();
        foreach (var section in configuration.GetChildren())
        {
            if (Platform.Contains(section.Key, StringComparer.OrdinalIgnoreCase)) continue;
            if (!sections.TryGetValue(section.Key, out _)) problems.Add(Said(words.UnknownSection, section.Key, Quoted(section.Value), names));
            else if (section.Value is not null) problems.Add(IsSection(section.Key, section.Value));
        }
        foreach (var (name, options) in sections) problems.AddRange(In(configuration.GetSection(name), name, options));
        return problems;
    }

    private IEnumerable<string> In(IConfigurationSection section, string name, Type options)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).ToList();
        var keys = string.Join(", ", properties.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var value in section.GetChildren())
        {
            if (properties.Exists(p => p.Name.Equals(value.Key, StringComparison.OrdinalIgnoreCase))) continue;
            yield return Said(words.UnknownKey, $"{name}:{value.Key}", Quoted(value.Value), name, keys);
        }
        var defaults = Activator.CreateInstance(options);
        foreach (var property in properties)
        {
            if (Below(property.PropertyType, options.Assembly) is { } part)
            {
                foreach (var problem in Under(section.GetSection(property.Name), $"{name}:{property.Name}", part, part != property.PropertyType)) yield return problem;
            }
            else if (Of(section.GetSection(property.Name), $"{name}:{property.Name}", property, defaults) is { } problem) yield return problem;
        }
    }

    // A part of a section with settings of its own, or a list of such parts by name.
    private IEnumerable<string> Under(IConfigurationSection section, string name, Type part, bool named)
    {
        if (section.Value is not null) return [IsSection(name, section.Value)];
        return named ? section.GetChildren().SelectMany(child => Under(child, $"{name}:{child.Key}", part, named: false)) : In(section, name, part);
    }

    // What the program itself has written has settings of its own; what comes from elsewhere is a value.
    private static Type? Below(Type type, Assembly program) => ItemOf(type) is { } item ? Below(item, program) : type.IsClass && type.Assembly == program ? type : null;

    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType() : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[^1] : null;

    private string? Of(IConfigurationSection setting, string key, PropertyInfo property, object? defaults)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (!TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string))) return Items(setting, key, type);
        if (setting.GetChildren().Any()) return $"{key} has keys below it; it must be {Rule(property, type)}";
        var standard = property.GetValue(defaults);
        var value = standard;
        if (setting.Value is not null && !TryRead(setting.Value, type, out value)) return Said(words.Unreadable, key, setting.Value, Rule(property, type), standard ?? "none");
        if (property.GetCustomAttributes<ValidationAttribute>().All(a => a.IsValid(value))) return null;
        return value is null or "" ? $"{key} is missing; it must be {Rule(property, type)}" : Said(words.OutOfBounds, key, value, Rule(property, type), standard ?? "none");
    }

    // A list of plain values; how many and which is for its own validation to say.
    private string? Items(IConfigurationSection setting, string key, Type type)
    {
        if (ItemOf(type) is not { } item) return null;
        if (setting.Value is { Length: > 0 }) return $"{key} is '{setting.Value}'; it is a list and takes several values";
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

    private string Rule(PropertyInfo property, Type type)
    {
        var kind = Kind(type);
        foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
        {
            kind += attribute switch
            {
                RangeAttribute range => $" {Said(words.Range, Bound(range, range.Minimum), Bound(range, range.Maximum))}",
                RequiredAttribute => "",
                RegularExpressionAttribute pattern => $" that matches {pattern.Pattern}",
                _ => $" ({attribute.FormatErrorMessage(property.Name)})",
            };
        }
        return kind;
    }

    private string Kind(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time span (h:mm:ss, or d.hh:mm:ss)",
        _ when type == typeof(int) || type == typeof(long) => words.WholeNumber,
        _ when type == typeof(double) => "a number",
        _ when type == typeof(TimeOnly) => "a time of the day (hh:mm)",
        _ when type == typeof(DateOnly) => "a date (yyyy-mm-dd)",
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a text",
    };

    private static string Bound(RangeAttribute range, object bound) =>
        range.OperandType == typeof(TimeSpan) ? TimeSpan.Parse(bound.ToString()!, CultureInfo.InvariantCulture).ToString() : Text(bound);

    private static string IsSection(string name, string value) => $"{name} is '{value}'; it is a section and takes keys, not a value";

    private static string Quoted(string? value) => value is null ? "" : $" ('{value}')";

    private static string Said(string form, params object[] values) => string.Format(CultureInfo.InvariantCulture, form, values);

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
