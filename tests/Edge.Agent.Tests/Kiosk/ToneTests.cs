using System.Buffers.Binary;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Link;
using Edge.Agent.Devices.Sound;
using Edge.Agent.Kiosk.LinkMeter;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Finding signal by ear.</summary>
public sealed class ToneTests
{
    [Fact]
    public void There_are_as_many_tones_as_bars_each_higher_and_a_long_deep_one_for_none()
    {
        double last = 0;
        for (var bars = 1; bars <= 4; bars++)
        {
            var tones = Tones(Tone.Wav(bars));
            Assert.Equal(bars, tones.Count);
            Assert.True(tones[^1] > last * 1.1, $"tone {bars} has {tones[^1]:0} Hz after {last:0} Hz");
            last = tones[^1];
        }
        Assert.InRange(Assert.Single(Tones(Tone.Wav(0))), 200, 240);
        Assert.True(Tone.Wav(0).Length > Tone.Wav(2).Length);
    }

    [Fact]
    public async Task The_meter_beeps_only_while_its_mode_is_on_and_by_what_the_modem_says_now()
    {
        using var kiosk = new KioskBench();
        using var folder = new TestFolder();
        var (modem, speaker) = (new FakeModem { Bars = 3 }, new FakeSpeaker());
        var meter = new FakeDevice<ILinkMeter>(modem);
        var readings = new DeviceReadings(kiosk.Time) { Link = new LinkReading(1, null, "lte") };
        using var watch = new LinkMeterWatch(meter, new FakeDevice<ISpeaker>(speaker), readings, kiosk.Scenes, new ToneFiles(folder.Data), kiosk.Time, NullLogger<LinkMeterWatch>.Instance);
        var token = TestContext.Current.CancellationToken;
        await watch.LookAsync(token);
        Assert.Equal((1, 0, false), (kiosk.Scenes.Current.Bars, meter.Uses, await watch.BeepAsync(token)));
        kiosk.Meter.Toggle();
        await watch.LookAsync(token);
        Assert.True(await watch.BeepAsync(token));
        Assert.Equal(Tone.Wav(3), speaker.Played.Single());
        meter.Become(DeviceState.Failed);
        await watch.LookAsync(token);
        Assert.Null(kiosk.Scenes.Current.Bars);
        kiosk.Pass(16 * 60);
        Assert.False(await watch.BeepAsync(token)); // left alone it falls silent
    }

    // The pitch of each tone, by how often the sound goes through zero.
    private static List<double> Tones(byte[] wav)
    {
        var samples = Enumerable.Range(0, (wav.Length - 44) / 2).Select(i => (int)BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44 + i * 2))).ToList();
        Assert.Equal(wav.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(40)));
        var (tones, crossings, length, silent) = (new List<double>(), 0, 0, 0);
        for (var i = 1; i < samples.Count; i++)
        {
            silent = samples[i] == 0 ? silent + 1 : 0;
            length++;
            if (samples[i - 1] < 0 != samples[i] < 0) crossings++;
            if (silent != 400 && i != samples.Count - 1) continue;
            tones.Add(crossings / 2.0 / ((length - silent) / (double)Tone.SampleRate));
            while (i + 1 < samples.Count && samples[i + 1] == 0) i++;
            (crossings, length) = (0, 0);
        }
        return tones;
    }

    private sealed class FakeModem : ILinkMeter
    {
        public int Bars { get; init; }

        public Task<LinkReading> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new LinkReading(Bars, -90, "lte"));

        public void Dispose()
        {
        }
    }

    private sealed class FakeSpeaker : ISpeaker
    {
        public List<byte[]> Played { get; } = [];

        public Task PlayAsync(IReadOnlyList<string> clips, CancellationToken cancellationToken)
        {
            Played.AddRange(clips.Select(File.ReadAllBytes));
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
