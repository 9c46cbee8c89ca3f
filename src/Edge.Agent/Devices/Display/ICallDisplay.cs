namespace Edge.Agent.Devices.Display;

/// <summary>A display of a few lines that everybody in the room can read.</summary>
internal interface ICallDisplay : IDisposable
{
    int Columns { get; }

    int Rows { get; }

    /// <summary>Shows these lines in place of all that was there; longer lines are cut, letters it lacks become their nearest plain ones.</summary>
    /// <param name="lines">A line for each row, the first on top.</param>
    /// <param name="large">The row whose text is to be as large as two; the next one is empty. Where the display cannot do that, it stands in its row like others.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DeviceException">It does not answer.</exception>
    Task ShowAsync(IReadOnlyList<string> lines, int? large, CancellationToken cancellationToken);
}
