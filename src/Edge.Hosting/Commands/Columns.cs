namespace Edge.Hosting.Commands;

/// <summary>One column of a list on a terminal.</summary>
/// <param name="Width">Letters; negative where the column stands to the right.</param>
internal sealed record Column(Said Title, int Width);

/// <summary>A list on a terminal: a heading, lines, and where there are none, a sentence for people that no script reads as a line.</summary>
internal sealed class Columns(params Column[] columns)
{
    public Task WriteAsync<T>(TextWriter output, TextWriter error, string language, IEnumerable<T> items, Func<T, string[]> cells, Said none) =>
        WriteAsync(output, error, language, items.ToAsyncEnumerable(), cells, none);

    public async Task WriteAsync<T>(TextWriter output, TextWriter error, string language, IAsyncEnumerable<T> items, Func<T, string[]> cells, Said none)
    {
        var any = false;
        await foreach (var item in items)
        {
            if (!any) await output.WriteLineAsync(Heading(language));
            any = true;
            await output.WriteLineAsync(Line(cells(item)));
        }
        if (!any) await error.WriteLineAsync(none.In(language));
    }

    public string Heading(string language) => Line([.. columns.Select(c => c.Title.In(language).ToUpperInvariant())]);

    // What is longer than its column pushes the rest to the right: nothing is cut off.
    public string Line(IReadOnlyList<string> cells) => string.Join("  ", columns.Zip(cells, (column, cell) => column.Width < 0 ? cell.PadLeft(-column.Width) : cell.PadRight(column.Width))).TrimEnd();
}
