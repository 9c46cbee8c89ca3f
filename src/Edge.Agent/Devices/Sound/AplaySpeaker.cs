using System.Text.RegularExpressions;
using Edge.Agent.Devices.Kernel;
using Edge.Hosting.Linux;

namespace Edge.Agent.Devices.Sound;

/// <summary>Plays clips by one aplay process each time.</summary>
internal sealed partial class AplaySpeaker(SpeakerOptions options, SysFiles files, TimeProvider time, string aplay = "aplay") : ISpeaker, ICheckable
{
    private const int TalkBytes = 64 * 1024;

    // To open the device, and for what still stands in its buffer.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    public async Task PlayAsync(IReadOnlyList<string> clips, CancellationToken cancellationToken)
    {
        if (clips.Count == 0) return;
        var length = clips.Aggregate(TimeSpan.Zero, (sum, clip) => sum + ClipLength.Of(clip));
        await Tool.RunAsync(aplay, ["-q", "-D", options.Device, .. clips], TalkBytes, length + Slack, time, cancellationToken);
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        var cards = files.Text("proc/asound/cards");
        if (cards is null || cards.Contains("no soundcards", StringComparison.Ordinal)) throw new DeviceException("the kernel knows of no sound card; look at its plug, or at dtparam=audio=on");
        var card = CardName().Match(options.Device);
        return !card.Success || cards.Split('\n').Any(l => CardLine().Match(l) is { Success: true } line && line.Groups[1].Value == card.Groups[1].Value)
            ? Task.CompletedTask
            : throw new DeviceException($"there is no sound card {card.Groups[1].Value} (Devices:Speaker:Device={options.Device}); aplay -l lists them");
    }

    public void Dispose()
    {
    }

    [GeneratedRegex("CARD=([A-Za-z0-9_]+)")]
    private static partial Regex CardName();

    // " 1 [Device         ]: USB-Audio - USB Audio Device"
    [GeneratedRegex(@"^\s*\d+ \[(\S+)\s*\]")]
    private static partial Regex CardLine();
}
