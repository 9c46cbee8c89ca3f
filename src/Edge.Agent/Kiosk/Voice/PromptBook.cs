using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>What can be said, in which language: phrase by phrase, in a citizen's language or the nearest one that has it.</summary>
internal sealed partial class PromptBook
{
    private readonly Dictionary<string, Dictionary<string, Prompt>> _languages = [];
    private readonly ConcurrentDictionary<(string Language, string Phrase), bool> _missed = new();
    private readonly Dictionary<string, TimeSpan> _lengths = [];
    private readonly string[] _fallback;
    private readonly ILogger<PromptBook> _logger;

    public PromptBook(PromptFolders folders, ToneFolder tones, IOptions<VoiceOptions> options, ILogger<PromptBook> logger)
    {
        (_logger, _fallback) = (logger, options.Value.Fallback.Split(','));
        var rules = new ClipRules(options.Value.LongestClip);
        foreach (var root in folders.InOrder)
        {
            foreach (var language in PackReader.Languages(root)) Take(root, language, rules);
        }
        Tones = tones.Prepare();
        foreach (var tone in Tones.Values) _lengths[tone] = rules.Look(tone).Length;
    }

    /// <summary>The languages of which anything is known, by code.</summary>
    public IEnumerable<string> Languages => _languages.Keys;

    private IReadOnlyDictionary<string, string> Tones { get; }

    /// <summary>How many phrases of a language can be heard.</summary>
    public int Clips(string language) => _languages.TryGetValue(language, out var prompts) ? prompts.Values.Count(p => p.Clip is not null) : 0;

    /// <summary>The file to play for a phrase; null where nobody has it, which is logged once.</summary>
    public string? Clip(string language, string phrase)
    {
        var clip = Tones.GetValueOrDefault(phrase) ?? Order(language, phrase).Select(l => Of(l, phrase)?.Clip).FirstOrDefault(c => c is not null);
        if (clip is null && _missed.TryAdd((language, phrase), true)) LogMissing(phrase, language);
        return clip;
    }

    /// <summary>What is heard for a phrase, and in which language.</summary>
    public SpokenPhrase Find(string language, string phrase)
    {
        var order = Order(language, phrase).ToList();
        var spoken = order.Find(l => Of(l, phrase)?.Clip is not null) ?? order.Find(l => Of(l, phrase)?.Text is not null) ?? language;
        return new SpokenPhrase(phrase, spoken, Of(spoken, phrase)?.Clip, Of(spoken, phrase)?.Text);
    }

    /// <summary>How long a clip sounds.</summary>
    public TimeSpan LengthOf(string clip) => _lengths.GetValueOrDefault(clip);

    /// <summary>What is said, to be read; null for tones, and where nobody wrote it down.</summary>
    public string? Text(string language, string phrase) => Order(language, phrase).Select(l => Of(l, phrase)?.Text).FirstOrDefault(t => t is not null);

    private Prompt? Of(string language, string phrase) => _languages.TryGetValue(language, out var prompts) ? prompts.GetValueOrDefault(phrase) : null;

    // No other language's name will do for one that has not said its own.
    private IEnumerable<string> Order(string language, string phrase) => phrase == Phrase.LanguageName ? [language] : _fallback.Prepend(language).Distinct(StringComparer.Ordinal);

    private void Take(string root, string language, ClipRules rules)
    {
        try
        {
            if (PackReader.Read(root, language) is not { } pack) return;
            if (!_languages.TryGetValue(language, out var prompts)) _languages[language] = prompts = [];
            foreach (var (phrase, prompt) in pack.Prompts)
            {
                var before = prompts.GetValueOrDefault(phrase);
                prompts[phrase] = before is { Clip: not null } ? before : new Prompt(Usable(prompt, rules), before?.Text ?? prompt.Text);
            }
        }
        catch (PackException e)
        {
            LogUnusable(e.Message);
        }
    }

    private string? Usable(Prompt prompt, ClipRules rules)
    {
        if (prompt.Clip is null) return null;
        var (problem, length) = rules.Look(prompt.Clip);
        if (problem is not null)
        {
            LogBadClip(prompt.Clip, problem);
            return null;
        }
        _lengths[prompt.Clip] = length;
        return prompt.Clip;
    }

    [LoggerMessage(LogLevel.Warning, "Nobody has spoken '{Phrase}', in {Language} or a language it falls back to: nothing is heard there. See: edge-agent prompts check")]
    private partial void LogMissing(string phrase, string language);

    [LoggerMessage(LogLevel.Warning, "Clip {Clip} is not played: {Problem}")]
    private partial void LogBadClip(string clip, string problem);

    [LoggerMessage(LogLevel.Warning, "{Problem}")]
    private partial void LogUnusable(string problem);
}

/// <summary>A phrase in a language.</summary>
/// <param name="Clip">Its WAV file; null where nobody has spoken it.</param>
/// <param name="Text">What is said; null where nobody wrote it down.</param>
internal sealed record Prompt(string? Clip, string? Text);
