namespace Edge.Agent.Enrolment;

/// <summary>The steps a service may have. Their names stand in services.json, in records and in files' names.</summary>
internal static class CaseSteps
{
    public const string Identify = "identify";
    public const string Phone = "phone";
    public const string Fingers = "fingers";
    public const string Portrait = "portrait";
    public const string Consent = "consent";

    /// <summary>The officer looks once over all of it; nothing is captured.</summary>
    public const string Review = "review";

    /// <summary>What the citizen takes home is printed at the end.</summary>
    public const string Receipt = "receipt";

    /// <summary>In the only order there is; what a service does not need it leaves out.</summary>
    public static IReadOnlyList<string> All { get; } = [Identify, Phone, Fingers, Portrait, Consent, Review, Receipt];

    /// <summary>Steps that happen with the record, after everything is captured.</summary>
    public static bool IsClosing(string step) => step is Review or Receipt;
}
