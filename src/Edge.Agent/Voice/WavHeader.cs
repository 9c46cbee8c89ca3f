namespace Edge.Agent.Voice;

/// <summary>What a WAV file says of itself.</summary>
/// <param name="Format">1 is plain PCM.</param>
/// <param name="DataBytes">Bytes of sound that are really there.</param>
/// <param name="DataAt">Where in the file they begin.</param>
internal sealed record WavHeader(int Format, int Channels, int Rate, int Bits, long DataBytes, long DataAt)
{
    /// <summary>Zero where the format cannot be told.</summary>
    public TimeSpan Length => Channels * Rate * Bits < 8 ? TimeSpan.Zero : TimeSpan.FromSeconds(DataBytes / (Channels * (Bits / 8.0) * Rate));
}
