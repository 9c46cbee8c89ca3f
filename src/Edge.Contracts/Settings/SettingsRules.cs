using System.Globalization;
using Edge.Contracts.Shown;
using Edge.Contracts.Wire;
using Google.Protobuf.Collections;

namespace Edge.Contracts.Settings;

/// <summary>What settings of boards must be, whoever signed them.</summary>
public static class SettingsRules
{
    private const int Day = 24 * 60;
    private const uint AllDays = 0x7f;

    /// <exception cref="MalformedException">They are not that; the message says what and what it must be.</exception>
    public static void Check(SettingsFile file)
    {
        Require(file.Version is > 0 and <= Limits.TrustVersion, $"the settings' version is {file.Version}; 1 to {Limits.TrustVersion}");
        Require(file.Group.Length == 0 || Names.IsToken(file.Group), $"the settings' group must be empty or {Names.TokenRule}");
        Require(Names.IsToken(file.KeyId), "the settings name no key id");
        CheckAddresses(file.MqttAddresses, "MQTT");
        CheckAddresses(file.HttpsAddresses, "HTTPS");
        Require(file.Place.Length <= Limits.PlaceLetters, $"the settings' place has {file.Place.Length} letters; at most {Limits.PlaceLetters}");
        Require(file.Place.All(c => !char.IsControl(c)), "the settings' place has a control character");
        if (file.Hours is { } hours) CheckHours(hours);
    }

    private static void CheckAddresses(RepeatedField<string> addresses, string what)
    {
        Require(addresses.Count <= Limits.HubAddresses, $"the settings name {addresses.Count} {what} addresses; at most {Limits.HubAddresses}");
        if (addresses.FirstOrDefault(a => !HubAddress.TryParse(a, out _)) is { } wrong) throw new MalformedException($"an {what} address of the settings is not {HubAddress.Rule}: '{PlainText.Of(wrong.Length <= 100 ? wrong : wrong[..100] + "…")}'");
        Require(addresses.Distinct(StringComparer.OrdinalIgnoreCase).Count() == addresses.Count, $"the settings name an {what} address twice");
    }

    private static void CheckHours(OpeningHours hours)
    {
        Require(hours.Times.Count <= Limits.OpeningTimes, $"the settings have {hours.Times.Count} opening times; at most {Limits.OpeningTimes}");
        foreach (var time in hours.Times)
        {
            Require(time.Days <= AllDays, "an opening time of the settings is on a day that no week has");
            Require(time.Days == 0 != (time.Date == 0), "an opening time of the settings needs either days or a date");
            Require(time.Date == 0 || IsDate(time.Date), $"an opening time of the settings is for {time.Date}, which is no date");
            Require(time.ToMinute < Day && time.FromMinute <= time.ToMinute && (time.FromMinute < time.ToMinute || time.Date > 0), "an opening time of the settings ends before it begins, or on another day");
        }
    }

    private static bool IsDate(uint date) => DateOnly.TryParseExact(date.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static void Require(bool holds, string problem)
    {
        if (!holds) throw new MalformedException(problem);
    }
}
