using System.Globalization;

namespace Edge.Demo.Show;

/// <summary>One line for each thing that happens: for files, pipes and terminals without colours.</summary>
internal sealed class PlainScreen : IScreen
{
    private readonly TextWriter _out;
    private readonly Board _board;

    public PlainScreen(TextWriter output, Board board)
    {
        (_out, _board) = (TextWriter.Synchronized(output), board);
        board.Happened += OnEvent;
        board.PhaseChanged += OnPhase;
    }

    public void Say(string line) => _out.WriteLine(line);

    public ValueTask DisposeAsync()
    {
        _board.Happened -= OnEvent;
        _board.PhaseChanged -= OnPhase;
        return ValueTask.CompletedTask;
    }

    private void OnEvent(DemoEvent e) => Say(string.Create(CultureInfo.InvariantCulture, $"{e.At.TotalSeconds,6:F1} s  {e.Kiosk,-9} {Words.Of(e.Kind).English,-9} {e.What}"));

    private void OnPhase(Phase phase) => Say(string.Create(CultureInfo.InvariantCulture, $"{_board.Elapsed.TotalSeconds,6:F1} s  {phase}"));
}
