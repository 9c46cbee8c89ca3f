using Edge.Contracts.Areas;

namespace Edge.Hub.Areas;

/// <summary>The form of a citizen's personal number.</summary>
internal static class PersonalNumber
{
    public const string Rule = "must be 12 digits, or empty";

    public static bool IsOne(string text) => NumberDigest.IsNumber(text);
}
