using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Edge.Agent.Devices.Sound;
using Edge.Hosting.Linux;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>Makes a pack with espeak-ng from a language's phrases.json. At the build: boards play what it made.</summary>
internal sealed class SpeechMaker(IDisk disk)
{
    private const double LoudestSample = 0.9, Silence = 0.01;
    private const int WordsAMinute = 145;

    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Speaks every phrase; returns how many.</summary>
    /// <exception cref="PackException">There is no text, or espeak-ng is not there or fails.</exception>
    public async Task<int> MakeAsync(string texts, string language, string voice, string target, CancellationToken cancellationToken)
    {
        var pack = PackReader.Read(texts, language) ?? throw new PackException($"There are no phrases of {language}: {Path.Combine(texts, language, PackReader.Phrases)} is missing.");
        var folder = Path.Combine(Path.GetFullPath(target), language);
        DurableFile.EnsureFolder(disk, folder);
        var phrases = new Dictionary<string, object>();
        foreach (var (phrase, prompt) in pack.Prompts)
        {
            if (prompt.Text is not { } text) continue;
            var file = Path.Combine(folder, PhraseList.FileOf(phrase));
            await SpeakAsync(text, voice, file, cancellationToken);
            Level(file);
            phrases[phrase] = new { file = PhraseList.FileOf(phrase), text };
        }
        var manifest = new { language, name = pack.Name, spokenBy = $"espeak-ng, voice {voice} (no person)", licence = "made by a machine; free to use", phrases };
        DurableFile.Replace(disk, Path.Combine(folder, PackReader.Manifest), JsonSerializer.SerializeToUtf8Bytes(manifest, Plain));
        Open(folder);
        return phrases.Count;
    }

    // The agent does not run as who built it, and what it says is no secret.
    private static void Open(string folder)
    {
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Enterable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var file in Directory.EnumerateFiles(folder)) File.SetUnixFileMode(file, Readable);
        File.SetUnixFileMode(folder, Readable | Enterable);
    }

    private static async Task SpeakAsync(string text, string voice, string file, CancellationToken cancellationToken)
    {
        // -z: no pause at the end, since phrases follow one another.
        var start = new ProcessStartInfo("espeak-ng", ["-v", voice, "-s", WordsAMinute.ToString(CultureInfo.InvariantCulture), "-z", "-w", file, "--stdin"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var espeak = Process.Start(start)!;
            await espeak.StandardInput.WriteAsync(text.AsMemory(), cancellationToken);
            espeak.StandardInput.Close();
            var complaint = await espeak.StandardError.ReadToEndAsync(cancellationToken);
            await espeak.WaitForExitAsync(cancellationToken);
            if (espeak.ExitCode != 0) throw new PackException($"espeak-ng could not say '{text}' with voice {voice}: {complaint.Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new PackException("espeak-ng is not there; install it (Debian: apt-get install espeak-ng)", e);
        }
    }

    // Synthesis is quiet, and begins and ends with silence that makes digits drag.
    private void Level(string file)
    {
        WavClip clip;
        using (var stream = File.OpenRead(file))
        {
            var header = WavHeader.Read(stream) ?? throw new PackException($"espeak-ng wrote no WAV file to {file}");
            clip = WavFile.ReadSound(stream, header);
        }
        var loudest = clip.Peak * short.MaxValue;
        if (loudest < 1) throw new PackException($"espeak-ng said nothing into {file}");
        bool Heard(short sample) => Math.Abs((int)sample) > loudest * Silence;
        var (first, last) = (Array.FindIndex(clip.Samples, Heard), Array.FindLastIndex(clip.Samples, Heard));
        var gain = LoudestSample * short.MaxValue / loudest;
        var levelled = clip with { Samples = Array.ConvertAll(clip.Samples[first..(last + 1)], s => (short)Math.Clamp(s * gain, short.MinValue, short.MaxValue)) };
        DurableFile.Replace(disk, file, WavFile.Write(levelled with { Samples = [.. levelled.Samples, .. new short[clip.Rate / 12]] }));
    }
}
