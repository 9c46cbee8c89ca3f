using System.Text;

namespace Edge.Hub.Areas;

/// <summary>Splits a text into rows and fields. Empty lines are passed over.</summary>
internal sealed class CsvRows(string text, ImportProblems problems)
{
    private readonly List<CsvRow> _rows = [];
    private readonly StringBuilder _field = new();
    private List<string> _fields = [];
    private int _at;
    private int _line = 1;
    private int _begun = 1;

    /// <param name="most">Nothing is read after so many rows.</param>
    public List<CsvRow> Read(int most)
    {
        while (_at < text.Length && _rows.Count < most) Field();
        if (_fields.Count > 0 || _field.Length > 0) EndRow();
        return _rows;
    }

    // To the comma or the line end after it, or to the end of the text.
    private void Field()
    {
        if (text[_at] == '"') Quoted();
        else Plain();
        if (_at >= text.Length) return;
        if (text[_at] == ',')
        {
            _at++;
            EndField();
            // What follows the last comma is a field, too, also where nothing follows.
            if (_at >= text.Length) EndRow();
            return;
        }
        _at += text[_at] == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n' ? 2 : 1;
        EndRow();
        _begun = ++_line;
    }

    private void Plain()
    {
        var begin = _at;
        while (_at < text.Length && text[_at] is not (',' or '\r' or '\n')) _at++;
        var field = text.AsSpan(begin, _at - begin);
        if (field.Contains('"')) problems.Add(_line, $"line {_line}: has a quote inside column {_fields.Count + 1}, which does not begin with one");
        _field.Append(field);
    }

    private void Quoted()
    {
        var opened = _line;
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"' && (_at + 1 >= text.Length || text[_at + 1] != '"'))
            {
                _at++;
                if (_at < text.Length && text[_at] is not (',' or '\r' or '\n')) Rest();
                return;
            }
            if (text[_at] == '"') _at++;
            if (text[_at] == '\n') _line++;
            _field.Append(text[_at]);
        }
        problems.Add(opened, $"line {opened}: column {_fields.Count + 1} begins with a quote that does not end");
    }

    private void Rest()
    {
        problems.Add(_line, $"line {_line}: column {_fields.Count + 1} goes on after its closing quote");
        while (_at < text.Length && text[_at] is not (',' or '\r' or '\n')) _at++;
    }

    private void EndField()
    {
        _fields.Add(_field.ToString());
        _field.Clear();
    }

    private void EndRow()
    {
        EndField();
        if (_fields.Any(f => f.Length > 0)) _rows.Add(new CsvRow(_begun, _fields));
        _fields = [];
    }
}
