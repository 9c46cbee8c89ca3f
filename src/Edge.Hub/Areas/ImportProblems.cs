using Edge.Contracts;

namespace Edge.Hub.Areas;

/// <summary>What is wrong with a file that is imported: each by line and column, and none with what stands there, which may be about a person.</summary>
internal sealed class ImportProblems
{
    private const int MostTold = 50;

    private readonly SortedSet<(int Line, int Number, string Text)> _told = [];
    private int _count;

    public void Add(int line, string column, string what) => Add(line, $"line {line}, {column}: {what}");

    public void Add(int line, string text)
    {
        _told.Add((line, ++_count, text));
        if (_told.Count > MostTold) _told.Remove(_told.Max);
    }

    /// <exception cref="MalformedException">There are problems.</exception>
    public void Throw()
    {
        if (_count == 0) return;
        var more = _count > _told.Count ? $"\nand {_count - _told.Count} more" : "";
        throw new MalformedException($"{_count} {(_count == 1 ? "problem" : "problems")}, nothing was imported:\n{string.Join('\n', _told.Select(t => t.Text))}{more}");
    }
}
