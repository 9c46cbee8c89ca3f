namespace Edge.Agent.Kiosk.Voice;

/// <summary>Sound of one channel, 16 bits a sample.</summary>
/// <param name="Rate">Samples a second.</param>
internal sealed record WavClip(int Rate, short[] Samples)
{
    public TimeSpan Length => TimeSpan.FromSeconds((double)Samples.Length / Rate);

    /// <summary>The loudest sample, 0 to 1.</summary>
    public double Peak => Samples.Length == 0 ? 0 : Samples.Max(s => Math.Abs((int)s)) / 32768.0;
}
