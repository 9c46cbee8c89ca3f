using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>Puts the tones where a player finds them.</summary>
internal sealed partial class ToneFolder(DataFolder data, ILogger<ToneFolder> logger)
{
    private readonly string _folder = Path.Combine(data.Root, "tones");

    /// <summary>The tones' files, by phrase; none of those that could not be written.</summary>
    public IReadOnlyDictionary<string, string> Prepare()
    {
        var files = new Dictionary<string, string>();
        try
        {
            var disk = new LinuxDisk();
            DurableFile.EnsureFolder(disk, _folder);
            foreach (var (phrase, clip) in Tones.All)
            {
                var file = Path.Combine(_folder, PhraseList.FileOf(phrase));
                var bytes = WavFile.Write(clip);
                if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes)) DurableFile.Replace(disk, file, bytes);
                files[phrase] = file;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNoTones(_folder, e.Message);
        }
        return files;
    }

    [LoggerMessage(LogLevel.Warning, "Tones could not be written to {Folder} ({Reason}); some are not heard until the next start")]
    private partial void LogNoTones(string folder, string reason);
}
