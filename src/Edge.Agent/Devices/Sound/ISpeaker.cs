namespace Edge.Agent.Devices.Sound;

/// <summary>Plays recorded clips.</summary>
internal interface ISpeaker : IDisposable
{
    /// <summary>Plays WAV files one after another and returns at the end of the last; cancelling falls silent at once.</summary>
    /// <exception cref="DeviceException">No sound came, or it broke off.</exception>
    Task PlayAsync(IReadOnlyList<string> clips, CancellationToken cancellationToken);
}
