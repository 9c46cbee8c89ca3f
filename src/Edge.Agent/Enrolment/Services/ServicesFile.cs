using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Agent.Enrolment.Services;

/// <summary>services.json: which steps each service has. Strict, since a word that is not understood is a step that is left out.</summary>
internal sealed record ServicesFile
{
    /// <summary>What came with the agent.</summary>
    public const string Usual = "Edge.Agent.Enrolment.services.json";

    private const long MostBytes = 64 * 1024;
    private const int MostTries = 10, BestQuality = 100, Fingers = 10;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public required IReadOnlyDictionary<string, ServiceEntry> Services { get; init; }

    /// <summary>What came with the agent; right, or the tests do not pass.</summary>
    public static ServicesFile ReadUsual()
    {
        using var stream = typeof(ServicesFile).Assembly.GetManifestResourceStream(Usual)!;
        return JsonSerializer.Deserialize<ServicesFile>(stream, Strict)!;
    }

    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static ServicesFile Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes } large) throw new FormatException($"it has {large.Length} bytes; at most {MostBytes} are read");
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<ServicesFile>(stream, Strict) ?? throw new FormatException("it is empty");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is no usable JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FormatException($"it cannot be read: {e.Message}", e);
        }
    }

    /// <summary>As the hub tells it.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static ServicesFile Read(ReadOnlySpan<byte> told)
    {
        try
        {
            return JsonSerializer.Deserialize<ServicesFile>(told, Strict) ?? throw new FormatException("it is empty");
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is no usable JSON: {e.Message}", e);
        }
    }

    /// <summary>What is wrong with it, each with its place.</summary>
    /// <param name="known">The services of the kiosk.</param>
    public IEnumerable<string> Problems(IReadOnlyCollection<string> known)
    {
        if (Services is null)
        {
            yield return "services is null";
            yield break;
        }
        foreach (var (id, entry) in Services)
        {
            if (!known.Contains(id)) yield return $"services has '{id}'; this kiosk has {string.Join(", ", known)} (Kiosk:Services)";
            if (entry?.Steps is null || entry.Optional is null || entry.Fingers is null)
            {
                yield return $"services.{id}: null is no value here";
                continue;
            }
            foreach (var problem in Problems(entry)) yield return $"services.{id}: {problem}";
        }
    }

    public IReadOnlyDictionary<string, ServicePlan> Plans() => Services.ToDictionary(s => s.Key, s => new ServicePlan(s.Key, [.. s.Value.Steps.Select(step => new PlannedStep(step, s.Value.Optional.Contains(step)))])
    {
        Fingers = s.Value.Fingers,
        Threshold = s.Value.Threshold,
        Tries = s.Value.Tries,
        Request = s.Value.Request,
    }, StringComparer.Ordinal);

    private static IEnumerable<string> Problems(ServiceEntry entry)
    {
        var steps = entry.Steps;
        foreach (var step in steps.Where(s => !CaseSteps.All.Contains(s))) yield return $"steps has '{step}'; steps are {string.Join(", ", CaseSteps.All)}";
        foreach (var step in steps.GroupBy(s => s).Where(g => g.Count() > 1).Select(g => g.Key)) yield return $"steps has '{step}' twice";
        if (steps.Count > 0 && steps[0] != CaseSteps.Identify) yield return $"the first step is '{steps[0]}'; it must be {CaseSteps.Identify}";
        if (steps.Count > 0 && !steps.Contains(CaseSteps.Consent)) yield return $"steps have no {CaseSteps.Consent}; nothing is captured without it";
        // Whoever agrees has to know to what: nothing is captured after the consent.
        var closing = steps.SkipWhile(s => s != CaseSteps.Consent && !CaseSteps.IsClosing(s)).ToList();
        if (!closing.SequenceEqual(CaseSteps.All.Where(closing.Contains))) yield return $"steps end with {string.Join(", ", closing)}; after consent come only review and receipt, in this order";
        foreach (var step in entry.Optional)
        {
            if (!steps.Contains(step)) yield return $"optional has '{step}', which is none of its steps";
            if (step is CaseSteps.Identify or CaseSteps.Consent || CaseSteps.IsClosing(step)) yield return $"optional has '{step}', which cannot be left out";
        }
        if (steps.Contains(CaseSteps.Fingers) != entry.Fingers.Count > 0) yield return "fingers must name the fingers of the step fingers, and no others";
        foreach (var finger in entry.Fingers.Where(f => f is < 1 or > Fingers)) yield return $"fingers has {finger}; positions are 1 (right thumb) to {Fingers} (left little finger)";
        foreach (var finger in entry.Fingers.GroupBy(f => f).Where(g => g.Count() > 1).Select(g => g.Key)) yield return $"fingers has {finger} twice";
        if (entry.Threshold is < 1 or > BestQuality) yield return $"threshold is {entry.Threshold}; it must be 1 to {BestQuality}";
        if (entry.Tries is < 1 or > MostTries) yield return $"tries is {entry.Tries}; it must be 1 to {MostTries}";
    }
}

/// <summary>A service as the file has it.</summary>
internal sealed record ServiceEntry
{
    public IReadOnlyList<string> Steps { get; init; } = [];

    public IReadOnlyList<string> Optional { get; init; } = [];

    public IReadOnlyList<int> Fingers { get; init; } = [];

    public int Threshold { get; init; } = 40;

    public int Tries { get; init; } = 3;

    public bool Request { get; init; }
}
