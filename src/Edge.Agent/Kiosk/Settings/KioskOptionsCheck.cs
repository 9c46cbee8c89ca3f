using System.Text.RegularExpressions;
using Edge.Agent.Kiosk.Desk;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Settings;

/// <summary>What bounds of single values cannot say: letters, buttons and digits that meet twice, names that are none.</summary>
internal sealed partial class KioskOptionsCheck : IValidateOptions<KioskOptions>
{
    public ValidateOptionsResult Validate(string? name, KioskOptions options)
    {
        List<string> problems = [.. Desks(options), .. Services(options), .. Languages(options.Languages), .. Exceptions(options.Exceptions), .. Hours(options.Hours), .. KeyMap.Problems(options.Keys)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Desks(KioskOptions options)
    {
        if (options.Desks > 1 && options.Desk != "1") yield return $"Kiosk:Desk is '{options.Desk}' and Kiosk:Desks {options.Desks}; several desks are numbered from 1, so leave Kiosk:Desk out";
    }

    private static IEnumerable<string> Services(KioskOptions options)
    {
        for (var i = 0; i < options.Services.Count; i++)
        {
            var (service, key) = (options.Services[i], $"Kiosk:Services:{i}");
            if (!Name().IsMatch(service.Id)) yield return $"{key}:Id is '{service.Id}'; it must be 1 to 30 small letters, digits or hyphens, such as card";
            if (service.Letter is not [>= 'A' and <= 'Z']) yield return $"{key}:Letter is '{service.Letter}'; it must be one letter A to Z";
            foreach (var (what, value) in new[] { ("Pictogram", service.Pictogram), ("Button", service.Button) })
            {
                if (value.Length > 0 && !Name().IsMatch(value)) yield return $"{key}:{what} is '{value}'; it must be 1 to 30 small letters, digits or hyphens";
            }
            foreach (var problem in NamesByLanguage.Problems(service.Names, key)) yield return problem;
        }
        foreach (var id in Twice(options.Services, s => s.Id)) yield return $"Kiosk:Services has the id '{id}' twice; each service needs its own";
        foreach (var letter in Twice(options.Services, s => s.Letter)) yield return $"Kiosk:Services has the letter '{letter}' twice; a number must not be given twice a day";
        var buttons = options.Services.Select(s => s.Button.Length > 0 ? s.Button : s.Id).Concat(CitizenPanel.OwnButtons);
        foreach (var button in Twice(buttons, b => b)) yield return $"Kiosk:Services has the button '{button}' twice, or it is one of {string.Join(", ", CitizenPanel.OwnButtons)}; each service needs its own";
    }

    private static IEnumerable<string> Languages(IReadOnlyList<string> languages)
    {
        foreach (var language in languages.Where(l => !Language().IsMatch(l))) yield return $"Kiosk:Languages has '{language}'; write a language as vi, en or hmn";
        foreach (var language in Twice(languages, l => l)) yield return $"Kiosk:Languages has '{language}' twice";
    }

    private static IEnumerable<string> Exceptions(IReadOnlyList<ExceptionOptions> exceptions)
    {
        for (var i = 0; i < exceptions.Count; i++)
        {
            if (exceptions[i].Digit is < 0 or > 9) yield return $"Kiosk:Exceptions:{i}:Digit is {exceptions[i].Digit}; it must be 0 to 9";
            if (!Name().IsMatch(exceptions[i].Id)) yield return $"Kiosk:Exceptions:{i}:Id is '{exceptions[i].Id}'; it must be 1 to 30 small letters, digits or hyphens";
            foreach (var problem in NamesByLanguage.Problems(exceptions[i].Names, $"Kiosk:Exceptions:{i}")) yield return problem;
        }
        foreach (var digit in Twice(exceptions, e => e.Digit)) yield return $"Kiosk:Exceptions has the digit {digit} twice";
        foreach (var id in Twice(exceptions, e => e.Id)) yield return $"Kiosk:Exceptions has the id '{id}' twice";
    }

    private static IEnumerable<string> Hours(IReadOnlyList<HoursOptions> hours)
    {
        for (var i = 0; i < hours.Count; i++)
        {
            var h = hours[i];
            if (h.Date is null == (h.Days.Count == 0)) yield return $"Kiosk:Hours:{i} needs either Days or Date";
            if (h.To < h.From || (h.To == h.From && h.Date is null)) yield return $"Kiosk:Hours:{i} is from {h.From:HH':'mm} to {h.To:HH':'mm}; the end must be later, on the same day";
        }
    }

    internal static bool IsLanguage(string text) => Language().IsMatch(text);

    private static IEnumerable<TKey> Twice<T, TKey>(IEnumerable<T> all, Func<T, TKey> key) => all.GroupBy(key).Where(g => g.Count() > 1).Select(g => g.Key);

    [GeneratedRegex("^[a-z0-9-]{1,30}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z]{2,8}(-[A-Za-z0-9]{2,8})?$")]
    private static partial Regex Language();
}
