using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Kiosk;

/// <summary>Settings that work and that people will stumble over.</summary>
internal static class KioskWarnings
{
    public static IEnumerable<string> Of(KioskSettings settings)
    {
        var first = settings.Languages[0];
        foreach (var (what, id, names) in settings.Services.Select(s => ("Service", s.Id, s.Names)).Concat(settings.Reasons.Select(r => ("Reason", r.Id, r.Names))))
        {
            if (!names.ContainsKey(first)) yield return $"{what} {id} has no name in {first}, the first of Kiosk:Languages: people read '{names.In(first, id)}'. Give it Names:{first}";
        }
        var pictures = settings.Services.Select(s => s.Pictogram).Where(p => p != PictogramBook.Shown(p)).Distinct(StringComparer.Ordinal);
        foreach (var unknown in pictures) yield return $"There is no pictogram '{unknown}': tickets show '{PictogramBook.Other}' in its place. {Choice}";
        foreach (var same in settings.Services.GroupBy(s => PictogramBook.Shown(s.Pictogram), StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"Services {string.Join(", ", same.Select(s => s.Id))} have one pictogram, '{same.Key}': who cannot read takes one for another. {Choice}";
        }
    }

    private static string Choice => $"Kiosk:Services:…:Pictogram is one of {string.Join(", ", PictogramBook.Names)}";
}
