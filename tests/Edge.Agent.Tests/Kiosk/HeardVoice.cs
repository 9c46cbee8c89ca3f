using Edge.Agent.Kiosk.Voice;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Writes down what would be heard: the language, then the phrases; <c>hush</c> for silence.</summary>
internal sealed class HeardVoice : IVoice
{
    public List<string> Heard { get; } = [];

    /// <summary>Called before anything is said.</summary>
    public Action Before { get; set; } = () => { };

    public void Say(string language, IReadOnlyList<string> phrases)
    {
        Before();
        Heard.Add($"{language}: {string.Join(' ', phrases)}");
    }

    public void Hush() => Heard.Add("hush");
}
