using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Devices.Display;

/// <summary>Draws lines for a display that shows dots and has no letters of its own.</summary>
internal interface ILinePainter
{
    /// <summary>Black is what is to be lit. Each line is in the middle of its row, as large as it fits; what is too long ends in dots.</summary>
    /// <param name="lines">A line for each row.</param>
    /// <param name="large">The row whose text takes the next one too.</param>
    /// <param name="width">Dots from side to side.</param>
    /// <param name="rowHeight">Dots of a row.</param>
    /// <param name="rows">How many rows there are.</param>
    Raster Paint(IReadOnlyList<string> lines, int? large, int width, int rowHeight, int rows);
}
