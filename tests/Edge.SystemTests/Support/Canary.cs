using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edge.Testing.Samples;

namespace Edge.SystemTests.Support;

/// <summary>A person who occurs nowhere else, and every form in which something might have written her down.</summary>
internal sealed class Canary
{
    private const int BytesLength = 24;

    private readonly List<(string Form, byte[] Bytes)> _forms = [];

    public Canary()
    {
        GivenName = "Nguyệt" + RandomNumberGenerator.GetString("bcdghklmnpqrstvx", 8) + "ễ";
        Number = "0" + RandomNumberGenerator.GetString("0123456789", 11);
        Bytes = RandomNumberGenerator.GetBytes(BytesLength);
        AddText("name", GivenName);
        AddText("number", Number);
        AddBytes("bytes", Bytes);
    }

    /// <summary>Text that somebody else made up.</summary>
    public Canary(string text)
    {
        (GivenName, Number, Bytes) = (text, "", []);
        AddText("text", text);
    }

    public string GivenName { get; }

    public string Number { get; }

    public byte[] Bytes { get; }

    public IReadOnlyList<(string Form, byte[] Bytes)> Forms => _forms;

    /// <summary>A record full of her: in the fields, inside an attachment, in text that compresses well, and in a file's name.</summary>
    public SampleRecord Record()
    {
        var image = RandomNumberGenerator.GetBytes(60_000);
        Bytes.CopyTo(image, 30_001);
        var text = new StringBuilder();
        for (var i = 0; i < 2_000; i++) text.Append(CultureInfo.InvariantCulture, $"{Number};Trần Thị {GivenName};hộ khẩu thường trú\n");
        return new SampleRecord(new Guid(RandomNumberGenerator.GetBytes(16)), "card", "complete", 5, Fields(),
        [
            new SampleAttachment("portrait.jpg", "image/jpeg", image),
            new SampleAttachment($"{Number}.txt", "text/plain", Encoding.UTF8.GetBytes(text.ToString())),
        ]);
    }

    public byte[] Fields() => Encoding.UTF8.GetBytes($$"""{ "fullName": "Trần Thị {{GivenName}}", "number": "{{Number}}", "nested": { "again": "{{GivenName}}" } }""");

    /// <summary>Which forms occur in these bytes.</summary>
    public IEnumerable<string> In(byte[] content) => _forms.Where(f => content.AsSpan().IndexOf(f.Bytes) >= 0).Select(f => f.Form);

    private void AddText(string what, string text)
    {
        foreach (var (form, normal) in new[] { ("", text), (" decomposed", text.Normalize(NormalizationForm.FormD)) })
        {
            var utf8 = Encoding.UTF8.GetBytes(normal);
            AddBytes($"{what}{form}", utf8);
            Add($"{what}{form}, UTF-16", Encoding.Unicode.GetBytes(normal));
            Add($"{what}{form}, UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(normal));
            Add($"{what}{form}, for a URL", Encoding.ASCII.GetBytes(Uri.EscapeDataString(normal)));
            var escaped = string.Concat(normal.Select(c => c < 128 ? $"{c}" : $"\\u{(int)c:X4}"));
            Add($"{what}{form}, JSON escapes", Encoding.ASCII.GetBytes(escaped));
            Add($"{what}{form}, JSON escapes in small letters", Encoding.ASCII.GetBytes(string.Concat(normal.Select(c => c < 128 ? $"{c}" : $"\\u{(int)c:x4}"))));
        }
    }

    private void AddBytes(string what, byte[] bytes)
    {
        Add(what, bytes);
        Add($"{what}, hex", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        Add($"{what}, hex in small letters", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
        for (var before = 0; before < 3; before++)
        {
            // Only the letters that depend on these bytes alone, whatever stands before and behind.
            var first = (before * 8 + 5) / 6;
            var last = (before + bytes.Length) * 8 / 6;
            var letters = Convert.ToBase64String([.. new byte[before], .. bytes, .. new byte[3]])[first..last];
            Add($"{what}, base64 after {before}", Encoding.ASCII.GetBytes(letters));
            Add($"{what}, base64url after {before}", Encoding.ASCII.GetBytes(letters.Replace('+', '-').Replace('/', '_')));
        }
    }

    private void Add(string form, byte[] bytes)
    {
        if (!_forms.Exists(f => f.Bytes.AsSpan().SequenceEqual(bytes))) _forms.Add((form, bytes));
    }
}
