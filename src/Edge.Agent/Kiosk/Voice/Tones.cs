namespace Edge.Agent.Kiosk.Voice;

/// <summary>The sounds that are no words: the same in every language, made here.</summary>
internal static class Tones
{
    private const int Rate = 22_050;
    private const double Loudness = 0.6, FadeSeconds = 0.012;

    /// <summary>All of them, by phrase.</summary>
    public static IReadOnlyDictionary<string, WavClip> All { get; } = Make();

    private static Dictionary<string, WavClip> Make()
    {
        var tones = new Dictionary<string, WavClip>
        {
            // A major third down, as a doorbell has it: everybody looks up, nobody is frightened.
            [Phrase.Chime] = Bell((659.26, 0.45), (523.25, 0.75)),
            [Phrase.Press] = Beep((1318.5, 0.07)),
            [Phrase.Error] = Beep((311.13, 0.18), (0, 0.06), (233.08, 0.3)),
        };
        double[] pitches = [196, 392, 523.25, 659.26, 783.99];
        for (var bars = 0; bars < pitches.Length; bars++) tones[Phrase.Link(bars)] = Beep([.. Enumerable.Repeat((pitches[bars], 0.09), Math.Max(1, bars)).SelectMany(n => new[] { n, (0, 0.05) })]);
        return tones;
    }

    private static WavClip Bell(params ReadOnlySpan<(double Hertz, double Seconds)> notes) => Sound(notes, (t, length) => Math.Exp(-3.5 * t / length));

    private static WavClip Beep(params ReadOnlySpan<(double Hertz, double Seconds)> notes) => Sound(notes, (_, _) => 1);

    private static WavClip Sound(ReadOnlySpan<(double Hertz, double Seconds)> notes, Func<double, double, double> swell)
    {
        var samples = new List<short>();
        foreach (var (hertz, seconds) in notes)
        {
            for (var i = 0; i < (int)(seconds * Rate); i++)
            {
                var t = (double)i / Rate;
                // Without soft ends a tone clicks.
                var edge = Math.Min(1, Math.Min(t, seconds - t) / FadeSeconds);
                var wave = 0.8 * Math.Sin(Math.Tau * hertz * t) + 0.2 * Math.Sin(2 * Math.Tau * hertz * t);
                samples.Add((short)(short.MaxValue * Loudness * wave * edge * swell(t, seconds)));
            }
        }
        return new WavClip(Rate, [.. samples]);
    }
}
