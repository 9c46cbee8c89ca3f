using System.Globalization;
using Edge.Agent.Storage;

namespace Edge.Agent.Kiosk.LinkMeter;

/// <summary>The meter's tones as files, which is how speakers take them; made when first needed.</summary>
internal sealed class ToneFiles(DataFolder data)
{
    private readonly string?[] _paths = new string?[5];

    /// <exception cref="IOException">There is no room for it.</exception>
    public string Of(int bars) => _paths[bars] ??= Make(bars);

    private string Make(int bars)
    {
        var folder = Directory.CreateDirectory(Path.Combine(data.Root, "tones")).FullName;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"bars-{bars}.wav"));
        // Whatever an older version or a cut left there is written over: it can always be made again.
        using var file = File.Create(path);
        file.Write(Tone.Wav(bars));
        return path;
    }
}
