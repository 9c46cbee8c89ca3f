using Edge.Agent.Devices;
using Edge.Agent.Devices.Sound;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Voice;
using Microsoft.Extensions.Options;
using Said = Edge.Hosting.Said;

namespace Edge.Agent.Doctor.Parts;

/// <summary>Whether each language that people can choose is heard.</summary>
internal sealed class VoiceExam(PackCheck packs, IOptions<KioskOptions> kiosk, IOptions<VoiceOptions> voice, IOptions<DevicesOptions> devices)
{
    public Finding Look()
    {
        if (!devices.Value.Virtual && devices.Value.Speaker.Driver == SpeakerDriver.None) return Subject.Voice.Ok("chưa khai báo loa: máy không nói", "no speaker is set: nothing is spoken");
        var languages = kiosk.Value.Languages.Count > 0 ? kiosk.Value.Languages : UsualServices.Languages;
        var fallback = voice.Value.Fallback.Split(',');
        return Judge(languages, fallback, [.. languages.Concat(fallback).Distinct(StringComparer.Ordinal).Select(Count)]);
    }

    /// <summary>Judges by what each language lacks.</summary>
    public static Finding Judge(IReadOnlyList<string> languages, IReadOnlyList<string> fallback, IReadOnlyList<VoiceCount> counts)
    {
        var lacking = counts.Where(c => languages.Contains(c.Language) && c.Missing > 0).ToList();
        if (lacking.Count == 0) return Subject.Voice.Ok($"đủ tiếng: {string.Join(", ", languages)}", $"all is spoken: {string.Join(", ", languages)}");
        var act = new Said($"xem thiếu gì: edge-agent prompts check --lang {lacking[0].Language}; thu âm: edge-agent prompts sheet --lang {lacking[0].Language}",
            $"see what is missing: edge-agent prompts check --lang {lacking[0].Language}; record it: edge-agent prompts sheet --lang {lacking[0].Language}");
        var (vi, en) = (string.Join("; ", lacking.Select(c => c.IsSilent ? $"tiếng {c.Language} không có câu nào" : $"tiếng {c.Language} thiếu {c.Missing} trong {c.Of} câu")),
            string.Join("; ", lacking.Select(c => c.IsSilent ? $"language {c.Language} has no clips" : $"language {c.Language} lacks {c.Missing} of {c.Of} phrases")));
        var heard = fallback.FirstOrDefault(f => counts.Any(c => c.Language == f && !c.IsSilent));
        return heard is null && lacking.All(c => c.IsSilent)
            ? Subject.Voice.Fault($"{vi}; máy không nói được gì", $"{en}; nothing is spoken at all", act)
            : Subject.Voice.Attention(heard is null ? vi : $"{vi}; thay bằng tiếng {heard}", heard is null ? en : $"{en}; {heard} is heard instead", act);
    }

    private VoiceCount Count(string language) => new(language, packs.Look(language).Where(f => f.Phrase is not null).Select(f => f.Phrase).Distinct().Count(), packs.Phrases);
}

/// <summary>How many phrases of a language cannot be heard.</summary>
internal sealed record VoiceCount(string Language, int Missing, int Of)
{
    public bool IsSilent => Missing >= Of;
}
