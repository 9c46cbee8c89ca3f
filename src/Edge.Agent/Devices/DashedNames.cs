using System.ComponentModel;
using System.Globalization;

namespace Edge.Agent.Devices;

/// <summary>Reads a driver's name as it stands in the code, or in small letters with dashes: <c>system-device-gpio</c>.</summary>
internal sealed class DashedNames<T>() : EnumConverter(typeof(T))
    where T : struct, Enum
{
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        // A number keeps its sign.
        base.ConvertFrom(context, culture, value is string { Length: > 0 } name && char.IsAsciiLetter(name[0]) ? name.Replace("-", "", StringComparison.Ordinal) : value);
}
