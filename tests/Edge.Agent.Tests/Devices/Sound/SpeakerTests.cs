using Edge.Agent.Devices;
using Edge.Agent.Devices.Sound;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Devices.Sound;

/// <summary>What every speaker does.</summary>
public abstract class SpeakerContract : IDisposable
{
    private readonly TestFolder _clips = new();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract ISpeaker Open();

    /// <summary>File names of the clips that were begun, in order.</summary>
    private protected abstract IReadOnlyList<string> Heard { get; }

    /// <summary>From now on a clip sounds for ever.</summary>
    private protected abstract void Hold();

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Fact(Timeout = 120_000)]
    public async Task Clips_are_played_one_after_another()
    {
        using var speaker = Open();
        await speaker.PlayAsync([Clip("chime"), Clip("letter.a"), Clip("digit.1")], Token);
        await speaker.PlayAsync([Clip("digit.2")], Token);
        await speaker.PlayAsync([], Token);
        Assert.Equal(["chime", "letter.a", "digit.1", "digit.2"], Heard);
    }

    [Fact(Timeout = 120_000)]
    public async Task Cancelled_it_falls_silent()
    {
        using var speaker = Open();
        Hold();
        using var hush = new CancellationTokenSource();
        var playing = speaker.PlayAsync([Clip("welcome"), Clip("never")], hush.Token);
        await Until.TrueAsync(() => Heard.Contains("welcome"), TimeSpan.FromSeconds(90));
        Assert.False(playing.IsCompleted);
        await hush.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => playing);
        Assert.DoesNotContain("never", Heard);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_clip_that_is_missing_or_no_wav_file_is_named()
    {
        using var speaker = Open();
        Assert.Contains("nowhere.wav", (await Assert.ThrowsAsync<DeviceException>(() => speaker.PlayAsync(["/nowhere.wav"], Token))).Message, StringComparison.Ordinal);
        var text = Path.Combine(_clips.Root, "text.wav");
        await File.WriteAllTextAsync(text, "not a clip", Token);
        Assert.Contains("text.wav", (await Assert.ThrowsAsync<DeviceException>(() => speaker.PlayAsync([text], Token))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so_even_when_only_asked()
    {
        using var speaker = Open();
        await ((ICheckable)speaker).CheckAsync(Token);
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => ((ICheckable)speaker).CheckAsync(Token));
        await Assert.ThrowsAsync<DeviceException>(() => speaker.PlayAsync([Clip("chime")], Token));
    }

    public void Dispose()
    {
        Close();
        _clips.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A WAV file of a hundredth of a second: 8 kHz, 8 bits, one channel.</summary>
    private string Clip(string name)
    {
        var path = Path.Combine(_clips.Root, $"{name}.wav");
        using var file = File.Create(path);
        file.Write(Wav(80));
        return path;
    }

    private protected static byte[] Wav(int samples) =>
    [
        .. "RIFF"u8, .. BitConverter.GetBytes(36 + samples), .. "WAVEfmt "u8, .. BitConverter.GetBytes(16), 1, 0, 1, 0, .. BitConverter.GetBytes(8000), .. BitConverter.GetBytes(8000), 1, 0, 8, 0,
        .. "data"u8, .. BitConverter.GetBytes(samples), .. Enumerable.Repeat((byte)128, samples),
    ];
}

public sealed class VirtualSpeakerTests : SpeakerContract
{
    private readonly SteppedTime _time = new();
    private readonly VirtualBoard _board;

    public VirtualSpeakerTests()
    {
        _board = new VirtualBoard(_time);
        _board.Speaker.Paced = false;
    }

    private protected override ISpeaker Open() => _board.Speaker.Open();

    private protected override IReadOnlyList<string> Heard => [.. _board.Speaker.Spoken.Select(s => Path.GetFileNameWithoutExtension(s.Path))];

    // With a clock that stands.
    private protected override void Hold() => _board.Speaker.Paced = true;

    private protected override void Unplug() => _board["speaker"].Plugged = false;

    private protected override void Close()
    {
    }
}

/// <summary>The real driver, with a program in aplay's place that notes what it was to play.</summary>
public sealed class AplaySpeakerTests : SpeakerContract
{
    private const string Cards = " 0 [Headphones     ]: bcm2835_headpho - bcm2835 Headphones\n 1 [Device         ]: USB-Audio - USB Audio Device\n";

    private readonly Script _aplay = new("""
        [ "$1 $2 $3" = "-q -D plughw:CARD=Device" ] || exit 64
        [ -e "$HERE/gone" ] && { echo "ALSA lib: some talk" >&2; echo "aplay: main:834: audio open error: No such device" >&2; exit 1; }
        shift 3
        for clip; do
            basename "$clip" .wav >> "$HERE/heard"
            [ -e "$HERE/hold" ] && exec sleep 600
        done
        exit 0
        """);

    public AplaySpeakerTests()
    {
        Directory.CreateDirectory(_aplay.In("proc/asound"));
        File.WriteAllText(_aplay.In("proc/asound/cards"), Cards);
    }

    private protected override IReadOnlyList<string> Heard => File.Exists(_aplay.In("heard")) ? File.ReadAllLines(_aplay.In("heard")) : [];

    private protected override ISpeaker Open() => new AplaySpeaker(new SpeakerOptions { Driver = SpeakerDriver.Aplay, Device = "plughw:CARD=Device" }, new SysFiles(_aplay.Folder), TimeProvider.System, _aplay.Path);

    private protected override void Hold() => File.WriteAllText(_aplay.In("hold"), "");

    private protected override void Unplug()
    {
        File.WriteAllText(_aplay.In("gone"), "");
        File.WriteAllText(_aplay.In("proc/asound/cards"), Cards.Split('\n')[0]);
    }

    private protected override void Close() => _aplay.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_program_that_never_ends_is_ended_soon_after_its_clips()
    {
        Hold();
        var time = new SteppedTime();
        using var speaker = new AplaySpeaker(new SpeakerOptions { Device = "plughw:CARD=Device" }, new SysFiles(_aplay.Folder), time, _aplay.Path);
        var clip = _aplay.In("long.wav");
        using (var file = File.Create(clip)) file.Write(Wav(8000));
        var playing = speaker.PlayAsync([clip], Token);
        await Until.TrueAsync(() => Heard.Count > 0, TimeSpan.FromSeconds(90));
        await time.MoveUntilAsync(() => playing.IsCompleted, TimeSpan.FromSeconds(5));
        Assert.Contains("did not end within 4 s", (await Assert.ThrowsAsync<DeviceException>(() => playing)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Its_last_words_are_the_reason()
    {
        using var speaker = Open();
        Unplug();
        var clip = _aplay.In("a.wav");
        using (var file = File.Create(clip)) file.Write(Wav(8));
        Assert.EndsWith("No such device", (await Assert.ThrowsAsync<DeviceException>(() => speaker.PlayAsync([clip], Token))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_program_that_is_not_installed_is_named()
    {
        using var speaker = new AplaySpeaker(new SpeakerOptions(), new SysFiles(_aplay.Folder), TimeProvider.System, "/no/such/aplay");
        var clip = _aplay.In("a.wav");
        using (var file = File.Create(clip)) file.Write(Wav(8));
        Assert.Contains("/no/such/aplay", (await Assert.ThrowsAsync<DeviceException>(() => speaker.PlayAsync([clip], Token))).Message, StringComparison.Ordinal);
    }
}
