using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Custody.Intake;

/// <summary>The part <c>meta</c> of a submission.</summary>
internal sealed record SubmissionMeta
{
    [JsonRequired]
    public string? Kind { get; init; }

    public string? Outcome { get; init; }

    public int? Priority { get; init; }

    public Guid? Id { get; init; }

    public static SubmissionMeta Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<SubmissionMeta>(json, StrictJson.Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            // The serializer's own words may quote the value.
            throw new SubmissionException(SubmissionFault.Invalid,
                "part meta must be a JSON object of kind (text), and optionally outcome (text), priority (number 0 to 9) and id (UUID), and nothing else");
        }
    }
}
