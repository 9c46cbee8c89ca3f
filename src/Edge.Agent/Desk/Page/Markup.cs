using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Edge.Agent.Desk.Page;

/// <summary>HTML that is safe to send. What is written between braces in <see cref="Of"/> is encoded, unless it is such HTML itself; attributes stand in double quotes.</summary>
internal readonly record struct Markup(string Text)
{
    public static Markup None { get; } = new("");

    public static Markup Of(ref MarkupHandler parts) => new(parts.Take());

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Text)));

    public override string ToString() => Text;
}

/// <summary>Puts the parts together; the compiler calls it.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler(int literals, int holes)
{
    // Vietnamese stays legible in the source, and all that means something to HTML does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.BasicLatin, System.Text.Unicode.UnicodeRanges.Latin1Supplement, System.Text.Unicode.UnicodeRanges.LatinExtendedA,
        System.Text.Unicode.UnicodeRanges.LatinExtendedB, System.Text.Unicode.UnicodeRanges.LatinExtendedAdditional, System.Text.Unicode.UnicodeRanges.GeneralPunctuation);

    private readonly StringBuilder _text = new(literals + holes * 16);

    public void AppendLiteral(string html) => _text.Append(html);

    public void AppendFormatted(Markup html) => _text.Append(html.Text);

    public void AppendFormatted(IEnumerable<Markup> html) => _text.AppendJoin("", html.Select(h => h.Text));

    public void AppendFormatted(string? text) => _text.Append(text is null ? "" : Encoder.Encode(text));

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    public string Take() => _text.ToString();
}
