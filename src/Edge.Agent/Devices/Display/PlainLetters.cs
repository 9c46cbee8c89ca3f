using System.Text;
using Edge.Contracts;

namespace Edge.Agent.Devices.Display;

/// <summary>Writes any Latin text with the letters that every display has: marks fall away.</summary>
internal static class PlainLetters
{
    private static readonly Dictionary<char, char> Signs = new() { ['“'] = '"', ['”'] = '"', ['„'] = '"', ['‘'] = '\'', ['’'] = '\'', ['‚'] = '\'', ['–'] = '-', ['—'] = '-', ['−'] = '-', ['\u00A0'] = ' ' };

    /// <summary>ASCII only, without control characters. The display has no backslash and no tilde; what nothing stands for is a question mark.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in LatinText.Plain(text))
        {
            plain.Append(letter switch
            {
                '\\' => '/',
                '~' => '-',
                >= ' ' and <= '}' => letter,
                _ => Signs.GetValueOrDefault(letter, '?'),
            });
        }
        return plain.ToString();
    }
}
