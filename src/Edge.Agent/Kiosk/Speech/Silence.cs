using Edge.Agent.Voice;

namespace Edge.Agent.Kiosk.Speech;

/// <summary>A kiosk without a voice.</summary>
internal sealed class Silence : IVoice
{
    public void Say(string language, IReadOnlyList<string> phrases)
    {
    }

    public void Hush()
    {
    }
}
