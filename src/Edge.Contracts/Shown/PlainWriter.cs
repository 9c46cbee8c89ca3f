using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Edge.Contracts.Shown;

/// <summary>Writes <see cref="PlainText"/> only. What is given to WriteLine is one line, whatever it says; Write leaves line ends as they are.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer behind is whoever's gave it.")]
public sealed class PlainWriter(TextWriter behind) : TextWriter(behind.FormatProvider)
{
    private char _half;

    public override Encoding Encoding => behind.Encoding;

    public override void Write(char value)
    {
        // Half a character waits for its other half.
        if (char.IsHighSurrogate(value) && _half == 0)
        {
            _half = value;
            return;
        }
        var text = _half == 0 ? value.ToString() : string.Concat(_half.ToString(), value.ToString());
        _half = '\0';
        behind.Write(PlainText.Lines(text));
    }

    public override void Write(string? value) => behind.Write(PlainText.Lines(value));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void WriteLine(string? value) => behind.WriteLine(PlainText.Of(value));

    public override void WriteLine(ReadOnlySpan<char> buffer) => WriteLine(new string(buffer));

    public override Task WriteAsync(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string? value) => behind.WriteAsync(PlainText.Lines(value));

    public override Task WriteLineAsync() => behind.WriteLineAsync();

    public override Task WriteLineAsync(string? value) => behind.WriteLineAsync(PlainText.Of(value));

    public override void Flush() => behind.Flush();

    public override Task FlushAsync() => behind.FlushAsync();
}
