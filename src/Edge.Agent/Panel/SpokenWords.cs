using Edge.Agent.Devices.Virtual;

namespace Edge.Agent.Panel;

/// <summary>What was said, to be read.</summary>
internal sealed record SpokenWords(long Number, string Language, string Phrase)
{
    /// <summary>A pack keeps a clip as its language's folder and its phrase's name.</summary>
    public static SpokenWords Of(SpokenClip clip) =>
        new(clip.Number, Path.GetFileName(Path.GetDirectoryName(clip.Path)) ?? "", Path.GetFileNameWithoutExtension(clip.Path));
}
