using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Devices.Display;

/// <summary>Draws lines for a display that shows dots and has no letters of its own.</summary>
internal interface ILinePainter
{
    /// <summary>Black is what is to be lit. Each line is in the middle of its row, as large as it fits; what is too long ends in dots.</summary>
    /// <param name="lines">What to draw.</param>
    /// <param name="width">Dots from side to side.</param>
    /// <param name="rowHeight">Dots of a row.</param>
    /// <param name="rows">How many rows there are; lines beyond them are left out.</param>
    Raster Paint(DisplayLines lines, int width, int rowHeight, int rows);
}
