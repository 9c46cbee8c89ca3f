using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>How the board speaks.</summary>
internal sealed class VoiceOptions
{
    public const string Section = "Voice";

    /// <summary>Where recorded prompt packs stand, a folder a language; prompts in the data folder where it is empty. They go before the packs that came with the agent.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Languages that are tried in this order for what a citizen's language lacks, with commas between them.</summary>
    [RegularExpression("[a-z]{2,8}(-[a-z0-9]{1,8})*(,[a-z]{2,8}(-[a-z0-9]{1,8})*){0,7}")]
    public string Fallback { get; init; } = "vi,en";

    /// <summary>A clip that lasts longer is not played.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan LongestClip { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Things that may wait to be said, of calls and of other words each; the oldest is dropped for a new one.</summary>
    [Range(1, 20)]
    public int Waiting { get; init; } = 4;
}
