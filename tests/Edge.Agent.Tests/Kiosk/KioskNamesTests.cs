using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Services and reasons of one's own have names that people read, and pictures that tell them apart.</summary>
public sealed class KioskNamesTests
{
    private static readonly Dictionary<string, string> Births = new() { ["vi"] = "Khai sinh", ["hmn"] = "Ntawv yug" };

    // An update that refused what was good before would leave a village without its kiosk.
    [Fact]
    public void A_service_or_reason_without_a_name_in_the_first_language_is_warned_of_and_works()
    {
        KioskOptions options = new() { Services = [new() { Id = "births", Letter = "A", Pictogram = "other", Names = new Dictionary<string, string> { ["en"] = "Births" } }], Exceptions = [new() { Digit = 1, Id = "flood" }, new() { Digit = 2, Id = "ill" }] };
        Assert.Empty(Problems(options));
        Assert.Equal(
        [
            "Service births has no name in vi, the first of Kiosk:Languages: people read 'Births'. Give it Names:vi",
            "Reason flood has no name in vi, the first of Kiosk:Languages: people read 'flood'. Give it Names:vi",
        ], KioskWarnings.Of(new KioskSettings(options)));
    }

    [Fact]
    public void A_name_that_is_empty_too_long_or_in_no_language_is_refused()
    {
        var names = new Dictionary<string, string> { ["vi"] = " ", ["en"] = new('n', 61), ["Tiếng"] = "Lũ" };
        var problems = Problems(new() { Exceptions = [new() { Digit = 1, Id = "flood", Names = names }] });
        Assert.Equal(["Kiosk:Exceptions:0:Names:vi has 0 letters; it must have 1 to 60", "Kiosk:Exceptions:0:Names:en has 61 letters; it must have 1 to 60", "Kiosk:Exceptions:0:Names:Tiếng is no language; write it as vi, en or hmn"], problems);
    }

    [Fact]
    public void The_usual_ones_have_their_names_and_the_settings_change_some()
    {
        var settings = new KioskSettings(new()
        {
            Services = [new() { Id = "card", Letter = "A", Names = new Dictionary<string, string> { ["hmn"] = "Daim npav" } }, new() { Id = "births", Letter = "B", Names = Births }],
            Exceptions = [new() { Digit = 2, Id = "ill", Names = new Dictionary<string, string> { ["vi"] = "đau ốm" } }, new() { Digit = 1, Id = "away" }],
        });
        Assert.Equal(["Làm thẻ căn cước", "Identity card", "Daim npav"], new[] { "vi", "en", "hmn" }.Select(settings.Find("card")!.Name));
        Assert.Equal(["Khai sinh", "Khai sinh", "Ntawv yug"], new[] { "vi", "en", "hmn" }.Select(settings.Find("births")!.Name));
        Assert.Equal([(1, "đã về giữa chừng", "left before the end"), (2, "đau ốm", "ill")], settings.Reasons.Select(r => (r.Digit, r.Name("vi"), r.Name("en"))));
    }

    [Fact]
    public void Pictures_that_are_the_same_or_are_none_are_warned_of()
    {
        Assert.Empty(KioskWarnings.Of(new KioskSettings(new())));
        var warnings = KioskWarnings.Of(new KioskSettings(new()
        {
            Services =
            [
                new() { Id = "births", Letter = "A", Names = Births, Pictogram = "card" }, new() { Id = "card", Letter = "B" },
                new() { Id = "deaths", Letter = "C", Names = Births }, new() { Id = "land", Letter = "D", Names = Births, Pictogram = "other" },
            ],
        })).ToList();
        Assert.Collection(warnings,
            w => Assert.StartsWith("There is no pictogram 'deaths': tickets show 'other' in its place. Kiosk:Services:…:Pictogram is one of account, activation, card", w, StringComparison.Ordinal),
            w => Assert.StartsWith("Services births, card have one pictogram, 'card': who cannot read takes one for another.", w, StringComparison.Ordinal),
            w => Assert.StartsWith("Services deaths, land have one pictogram, 'other'", w, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Problems(KioskOptions options) => new KioskOptionsCheck().Validate(null, options).Failures ?? [];
}
