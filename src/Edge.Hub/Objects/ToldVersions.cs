using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Contracts.Wire;

namespace Edge.Hub.Objects;

/// <summary>The versions a board has, as it says itself; 0 where it says nothing. What else it names is not kept.</summary>
internal sealed record ToldVersions(ulong Trust, ulong Area = 0, ulong Answers = 0, ulong Worklist = 0, ulong Settings = 0)
{
    /// <summary>The settings it will not take, and why in its own words; 0 where there are none.</summary>
    public (ulong Version, string Why) RefusedSettings { get; init; } = (0, "");

    /// <summary>Which program it runs, and how it is with the next; null where it says nothing of it.</summary>
    public ToldRelease? Release { get; init; }

    public static ToldVersions Nothing { get; } = new(0);

    public static ToldVersions Of(Offer offer)
    {
        ulong Version(string name) => Math.Min(offer.Objects.LastOrDefault(o => o.Name == name)?.Version ?? 0, Limits.TrustVersion);
        return new ToldVersions(Math.Min(offer.TrustVersion, Limits.TrustVersion), Version(Names.AreaObject), Version(Names.AnswersObject), Version(Names.WorklistObject), Version(Names.SettingsObject))
        {
            Release = ToldRelease.Of(offer),
            RefusedSettings = offer.Objects.LastOrDefault(o => o.Name == Names.SettingsObject) is { Refused: > 0 } told
                ? (Math.Min(told.Refused, Limits.TrustVersion), RefusalText.Cut(told.Refusal)) : (0, ""),
        };
    }
}
