using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Enrolment;

/// <summary>How citizens are enrolled at the desk.</summary>
internal sealed class EnrolmentOptions
{
    public const string Section = "Enrolment";

    /// <summary>The file that says which steps each service has; what came with the agent where it is empty.</summary>
    public string Services { get; init; } = "";

    /// <summary>A card about which nothing is doubtful is accepted without the officer's confirming it.</summary>
    public bool AcceptCleanCard { get; init; } = true;

    /// <summary>How long a citizen has to lay the finger anew, or the next one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan FingerPause { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>For how long it is remembered how often a person's fingers were tried.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan TriesKept { get; init; } = TimeSpan.FromDays(30);
}
