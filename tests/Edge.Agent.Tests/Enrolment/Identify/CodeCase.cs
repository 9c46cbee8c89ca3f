using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Edge.Agent.Enrolment.Identify;

namespace Edge.Agent.Tests.Enrolment.Identify;

/// <summary>What was scanned or typed, and what is to come of it. Nobody in these files exists.</summary>
internal sealed record CodeCase
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required string Name { get; init; }

    /// <summary>Card, Number, Ticket, Receipt or Other.</summary>
    public required string Kind { get; init; }

    public string? Input { get; init; }

    /// <summary>Bytes in place of the text, as a scanner gives them.</summary>
    public string? Hex { get; init; }

    public string? Number { get; init; }

    public string? Who { get; init; }

    public string? Birth { get; init; }

    public string? Sex { get; init; }

    public string? Address { get; init; }

    public string Old { get; init; } = "";

    public string Document { get; init; } = "";

    public string? Expires { get; init; }

    public int Extra { get; init; }

    /// <summary>Codes, in the alphabet's order: of the form.</summary>
    public string[] Warnings { get; init; } = [];

    /// <summary>Of what it says, on 29 November 2026.</summary>
    public string[] Cross { get; init; } = [];

    public string? Problem { get; init; }

    public static DateOnly Today { get; } = new(2026, 11, 29);

    public string Text => Input ?? Encoding.UTF8.GetString(Convert.FromHexString(Hex!));

    public static IReadOnlyList<CodeCase> Of(string file)
    {
        using var stream = typeof(CodeCase).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize<CodeCase[]>(stream, Strict)!;
    }

    public static string[] Codes(IEnumerable<Warning> warnings) => [.. warnings.Select(w => w.Code).Order(StringComparer.Ordinal)];
}
