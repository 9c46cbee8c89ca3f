using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Desk.Api;

/// <summary>JSON as the desk believes it: no member that nobody reads, none twice, none missing that must be there, none null that must not be.</summary>
internal static class DeskJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(StrictJson.Options)
        {
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Require } },
        };
        options.MakeReadOnly();
        return options;
    }

    // What a record's constructor has no default for and cannot be null has to be said.
    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false }) property.IsRequired = true;
        }
    }
}
