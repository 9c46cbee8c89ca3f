namespace Edge.Agent.Devices.Display;

/// <summary>A display of a few lines that everybody in the room can read.</summary>
internal interface ICallDisplay : IDisposable
{
    int Columns { get; }

    int Rows { get; }

    /// <summary>Shows these lines in place of all that was there; longer lines are cut, letters it lacks become their nearest plain ones.</summary>
    /// <exception cref="DeviceException">It does not answer.</exception>
    Task ShowAsync(DisplayLines lines, CancellationToken cancellationToken);
}
