using System.Text.Json;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Kiosk.Voice;

/// <summary>Two folders of packs that a test fills.</summary>
internal sealed class VoiceBench : IDisposable
{
    private readonly TestFolder _folder = new();

    public VoiceBench() => Folders = new PromptFolders(Path.Combine(_folder.Root, "recorded"), Path.Combine(_folder.Root, "shipped"));

    public PromptFolders Folders { get; }

    public LogList Log { get; } = new();

    public VoiceOptions Options { get; init; } = new();

    public string Root => _folder.Root;

    public PromptBook Open() => new(Folders, new ToneFolder(_folder.Data, Logger<ToneFolder>()), Microsoft.Extensions.Options.Options.Create(Options), Logger<PromptBook>());

    public ILogger<T> Logger<T>() => new Logger<T>(new LoggerFactory([Log]));

    public PackCheck Check(params string[] services) =>
        new(new PhraseList(services.Select(s => new SpokenService(s, 'A'))), Folders, Microsoft.Extensions.Options.Options.Create(Options));

    /// <summary>A pack with a second of sound for each phrase and a text of "language phrase".</summary>
    public void Pack(string root, string language, params string[] phrases)
    {
        foreach (var phrase in phrases) Clip(root, language, PhraseList.FileOf(phrase), Sound());
        Write(root, language, PackReader.Manifest, JsonSerializer.Serialize(new
        {
            name = language.ToUpperInvariant(),
            spokenBy = "a tester",
            licence = "none",
            phrases = phrases.ToDictionary(p => p, p => new { file = PhraseList.FileOf(p), text = $"{language} {p}" }),
        }));
    }

    public void Clip(string root, string language, string file, byte[] bytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Root, root, language)).FullName;
        using var stream = File.Create(Path.Combine(folder, file));
        stream.Write(bytes);
    }

    public void Write(string root, string language, string file, string text) => Clip(root, language, file, System.Text.Encoding.UTF8.GetBytes(text));

    public static byte[] Sound(int rate = 16_000, double seconds = 1, short loud = 12_000) =>
        WavFile.Write(new WavClip(rate, [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => i % 50 < 25 ? loud : (short)-loud)]));

    public void Dispose() => _folder.Dispose();
}
