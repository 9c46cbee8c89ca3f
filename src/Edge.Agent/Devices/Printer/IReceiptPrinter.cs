namespace Edge.Agent.Devices.Printer;

/// <summary>A ticket printer that prints pictures: its own fonts lack Vietnamese.</summary>
internal interface IReceiptPrinter : IDisposable
{
    /// <summary>Dots across the paper: 384 or 576.</summary>
    int Dots { get; }

    /// <summary>Prints a picture and cuts. Returns once the printer has taken all of it and says that no fault stopped it.</summary>
    /// <exception cref="DeviceException">It may have come out in part, or not at all.</exception>
    Task PrintAsync(Raster picture, CancellationToken cancellationToken);

    /// <summary>What the printer says of itself.</summary>
    /// <exception cref="DeviceException">It does not answer.</exception>
    Task<PrinterStatus> StatusAsync(CancellationToken cancellationToken);
}

/// <summary>Something to be printed.</summary>
/// <param name="Id">Its name in its store.</param>
/// <param name="Draw">The picture, for a paper of so many dots across.</param>
internal sealed record Paper(string Id, Func<int, Raster> Draw);
