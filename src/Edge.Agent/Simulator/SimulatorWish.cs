using Edge.Hosting.Sockets;

namespace Edge.Agent.Simulator;

/// <summary>What the page says when something on it is pressed; each path takes some of it.</summary>
internal sealed record SimulatorWish
{
    public const int LongestBytes = 1024;

    public string? Button { get; init; }

    public string? Key { get; init; }

    public string? Fault { get; init; }

    public string? Device { get; init; }

    public bool? On { get; init; }

    public int? Value { get; init; }

    /// <summary>Of a finger or a portrait.</summary>
    public string? Kind { get; init; }

    /// <summary>A made-up citizen's number, whose card is held before the scanner.</summary>
    public string? Citizen { get; init; }

    /// <summary>The number of a paper printed here, which is held before the scanner.</summary>
    public long? Paper { get; init; }

    /// <summary>Any other code before the scanner.</summary>
    public string? Code { get; init; }

    /// <summary>Null where it is no such thing, or too long.</summary>
    public static async Task<SimulatorWish?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await StrictJson.ReadAsync<SimulatorWish>(request, LongestBytes, null, cancellationToken);
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }
}
