using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>Listens to every clip and tells what a language lacks.</summary>
internal sealed class PackCheck(PhraseList phrases, PromptFolders folders, IOptions<VoiceOptions> options)
{
    private readonly ClipRules _rules = new(options.Value.LongestClip);

    public int Phrases => phrases.All.Count;

    /// <summary>Every language of which there is a pack, and those that others fall back to.</summary>
    public IReadOnlyList<string> Languages => [.. folders.InOrder.SelectMany(PackReader.Languages).Concat(options.Value.Fallback.Split(',')).Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<PackFinding> Look(string language)
    {
        var packs = new List<PromptPack>();
        var findings = new List<PackFinding>();
        foreach (var root in folders.InOrder)
        {
            try
            {
                if (PackReader.Read(root, language) is { } pack) packs.Add(pack);
            }
            catch (PackException e)
            {
                findings.Add(new PackFinding(language, null, e.Message));
            }
        }
        foreach (var pack in packs.Where(p => p.Prompts.Values.Any(c => c.Clip is not null))) findings.AddRange(Names(pack));
        foreach (var phrase in phrases.All)
        {
            if (Problem(packs, phrase) is { } problem) findings.Add(new PackFinding(language, phrase, problem));
        }
        return findings;
    }

    private string? Problem(List<PromptPack> packs, string phrase)
    {
        string? problem = null;
        foreach (var clip in packs.Select(p => p.Prompts.GetValueOrDefault(phrase)?.Clip).OfType<string>())
        {
            if (_rules.Listen(clip) is not { } wrong) return problem;
            problem ??= $"{clip}: {wrong}";
        }
        return problem ?? "missing";
    }

    private static IEnumerable<PackFinding> Names(PromptPack pack)
    {
        if (pack.Name is null) yield return new PackFinding(pack.Language, null, "the manifest has no name: what do its speakers call the language?");
        if (pack.SpokenBy is null) yield return new PackFinding(pack.Language, null, "the manifest has no spokenBy: whose voice is it?");
        if (pack.Licence is null) yield return new PackFinding(pack.Language, null, "the manifest has no licence: on what terms may the voice be used?");
    }
}

/// <summary>What is amiss with a language.</summary>
/// <param name="Phrase">Null where it concerns the pack.</param>
internal sealed record PackFinding(string Language, string? Phrase, string Problem);
