using System.Globalization;
using Edge.Agent.Devices.Sound;

namespace Edge.Agent.Kiosk.Voice;

/// <summary>What a clip must be like, said so that who recorded it can put it right.</summary>
internal sealed class ClipRules(TimeSpan longest)
{
    public const int LowestRate = 16_000, HighestRate = 48_000;

    private const double Quietest = 0.03;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);

    /// <summary>What is wrong with a clip by its header; null where nothing is.</summary>
    public (string? Problem, TimeSpan Length) Look(string path) => With(path, (_, header) => (Problem(header), header?.Length ?? TimeSpan.Zero));

    /// <summary>What is wrong with a clip, also when it is listened to.</summary>
    public string? Listen(string path) => With(path, (file, header) => (Problem(header) ?? (WavFile.ReadSound(file, header!).Peak >= Quietest ? null : "nothing is heard; record it again, louder"), TimeSpan.Zero)).Problem;

    private string? Problem(WavHeader? header) => header switch
    {
        null => "it is no WAV file; save it as WAV",
        { Format: not 1 } or { Bits: not 16 } => $"it is of format {header.Format} with {header.Bits} bits; save it as 16-bit PCM",
        { Channels: not 1 } => $"it has {header.Channels} channels; save it as mono",
        { Rate: < LowestRate or > HighestRate } => $"it has {header.Rate} samples a second; take {LowestRate} to {HighestRate}",
        _ when header.Length > longest => $"it lasts {Seconds(header.Length)} s of at most {Seconds(longest)} s; cut it, or say it in fewer words",
        _ when header.Length < Shortest => $"it lasts {Seconds(header.Length)} s; record it again",
        _ => null,
    };

    private static (string? Problem, TimeSpan Length) With(string path, Func<FileStream, WavHeader?, (string?, TimeSpan)> look)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > WavFile.LongestFile) return ($"it has {file.Length} bytes of at most {WavFile.LongestFile}; save it with fewer samples a second", TimeSpan.Zero);
            return look(file, WavHeader.Read(file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return ("there is no such file", TimeSpan.Zero);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ($"it cannot be read: {e.Message}", TimeSpan.Zero);
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
