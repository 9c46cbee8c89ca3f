using System.Text;
using System.Text.RegularExpressions;
using Edge.Contracts;

namespace Edge.Hub.Accounts;

/// <summary>What names and passwords have to be. No clock and no I/O.</summary>
internal static partial class AccountRules
{
    public const string NameRule = "1 to 40 of a-z, 0-9, '.' and '-'";

    public const int LongestPassword = 200;

    private const int ShortestPassword = 12;

    // A password of few different characters is tried first by whoever tries them all.
    private const int FewestCharacters = 5;

    public static string PasswordRule => $"{ShortestPassword} to {LongestPassword} characters, at least {FewestCharacters} of them different, without the user's name in it";

    public static bool IsName(string? name) => name is not null && NameForm().IsMatch(name);

    /// <exception cref="MalformedException">It is no name.</exception>
    public static string Name(string? name, string whose) => IsName(name) ? name! : throw new MalformedException($"the name of {whose} is {NameRule}");

    /// <exception cref="MalformedException">It is no language.</exception>
    public static string Language(string? language) => language is "vi" or "en" ? language : throw new MalformedException("the language is vi or en");

    /// <exception cref="MalformedException">It is no password; the message does not repeat it.</exception>
    public static string Password(string name, string? password)
    {
        if (password is null || password.EnumerateRunes().Count() is < ShortestPassword or > LongestPassword || password.EnumerateRunes().Distinct().Count() < FewestCharacters
            || password.EnumerateRunes().Any(Rune.IsControl) || (name.Length > 2 && password.Contains(name, StringComparison.OrdinalIgnoreCase))) throw new MalformedException($"a password has {PasswordRule}");
        // One keyboard composes a letter with its mark, another sends both.
        return Composed(password);
    }

    /// <summary>A password as it is compared. What is no text at all stays as it came, and is wrong.</summary>
    public static string Composed(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9.-]{1,40}\z")]
    private static partial Regex NameForm();
}
