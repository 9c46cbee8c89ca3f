namespace Edge.Agent.Enrolment.Services;

/// <summary>What is done for a service, and how well.</summary>
/// <param name="Id">The kiosk's name of the service.</param>
/// <param name="Steps">In their order; none where nothing is captured.</param>
internal sealed record ServicePlan(string Id, IReadOnlyList<PlannedStep> Steps)
{
    /// <summary>Positions of ISO/IEC 19794-4 in the order in which they are taken.</summary>
    public IReadOnlyList<int> Fingers { get; init; } = [];

    /// <summary>From this quality on, 0 to 100, a finger is good.</summary>
    public int Threshold { get; init; }

    /// <summary>How often a finger is taken before the best is kept as it is.</summary>
    public int Tries { get; init; }

    /// <summary>The record asks for something that others do later; it is never told as done.</summary>
    public bool Request { get; init; }

    public bool Has(string step) => Steps.Any(s => s.Id == step);
}

/// <summary>A step of a service.</summary>
/// <param name="Optional">Whether it may be left out without a reason.</param>
internal sealed record PlannedStep(string Id, bool Optional);
