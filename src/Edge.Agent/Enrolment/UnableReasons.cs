namespace Edge.Agent.Enrolment;

/// <summary>Why somebody could not be enrolled. Each is an outcome class of a record, <c>unable-</c> before it.</summary>
internal static class UnableReasons
{
    public const string Refused = "refused";

    /// <summary>Whether a date goes with it: an expected return, or "again from".</summary>
    public static IReadOnlyDictionary<string, bool> All { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["cannot-read"] = false,
        ["no-phone"] = false,
        ["number-of-another"] = false,
        ["away"] = true,
        ["at-sea"] = true,
        ["ill"] = true,
        ["after-childbirth"] = true,
        ["mental-illness"] = false,
        ["needs-ride"] = false,
        ["needs-visit"] = false,
        ["data-wrong"] = false,
        ["fingerprints-worn"] = false,
        [Refused] = false,
    };
}
