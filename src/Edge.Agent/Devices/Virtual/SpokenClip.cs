namespace Edge.Agent.Devices.Virtual;

/// <summary>A clip that a virtual speaker was given.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Path">The WAV file.</param>
internal sealed record SpokenClip(long Number, string Path);
