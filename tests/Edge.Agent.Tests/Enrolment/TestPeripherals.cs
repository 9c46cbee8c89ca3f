using System.Threading.Channels;
using Edge.Agent.Devices.Camera;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Kiosk.Voice;
using SkiaSharp;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>A sensor on which a test lays fingers: one after another, or one that stays.</summary>
internal sealed class TestSensor : IFingerprintSensor
{
    private readonly Channel<Func<FingerImage>> _laid = Channel.CreateUnbounded<Func<FingerImage>>();
    private volatile Func<FingerImage>? _rest;

    /// <summary>A finger that stays laid; null takes it away.</summary>
    public Func<FingerImage>? Rest
    {
        get => _rest;
        set
        {
            _rest = value;
            if (value is not null) Lay(value);
        }
    }

    /// <summary>Pictures that were given out.</summary>
    public List<FingerImage> Given { get; } = [];

    public void Lay(params Func<FingerImage>[] fingers)
    {
        foreach (var finger in fingers) _laid.Writer.TryWrite(finger);
    }

    public async Task<FingerImage> CaptureAsync(CancellationToken cancellationToken)
    {
        var finger = _rest ?? await _laid.Reader.ReadAsync(cancellationToken);
        var image = finger();
        Given.Add(image);
        return image;
    }

    public void Dispose()
    {
    }
}

/// <summary>Fingers that nobody has: rings of ridges, with a mark in one row by which they are found again.</summary>
internal static class TestFingers
{
    public const int Width = 256, Height = 288;

    /// <summary>Thirty bytes that no other picture has.</summary>
    public static readonly byte[] Canary = [.. Enumerable.Range(0, 30).Select(i => (byte)(i * 37 + 11))];

    public static FingerImage Good() => Draw(110);

    /// <summary>Hardly any ridges.</summary>
    public static FingerImage Worn() => Draw(9, noise: 14);

    public static FingerImage None() => new(Width, Height, [.. Enumerable.Repeat((byte)250, Width * Height)]);

    private static FingerImage Draw(double contrast, int noise = 0)
    {
        var dice = new Random(7);
        var pixels = new byte[Width * Height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (dx, dy) = (i % Width - 128, i / Width - 144);
            pixels[i] = (byte)(135 + contrast * Math.Cos(Math.Sqrt(dx * dx + dy * dy) * 2 * Math.PI / 9) + dice.Next(-noise, noise + 1));
        }
        Canary.CopyTo(pixels, Width * 7);
        return new FingerImage(Width, Height, pixels);
    }
}

/// <summary>A camera that gives one picture.</summary>
internal sealed class TestCamera : ICamera
{
    public byte[] Picture { get; set; } = Draw();

    public Task<byte[]> CaptureAsync(CancellationToken cancellationToken) => Task.FromResult<byte[]>([.. Picture]);

    public void Dispose()
    {
    }

    private static byte[] Draw()
    {
        using var bitmap = new SKBitmap(480, 640);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.LightGray);
            using var paint = new SKPaint();
            for (var i = 0; i < 40; i++)
            {
                paint.Color = new SKColor((byte)(i * 6), (byte)(255 - i * 5), (byte)(i * 3));
                canvas.DrawRect(100 + i * 7, 80 + i * 11, 60, 60, paint);
            }
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}

/// <summary>Says what the test wants to have been heard.</summary>
internal sealed class TestNarrator : INarrator
{
    /// <summary>How each telling ends; the last for ever.</summary>
    public Queue<Hearing> Hearings { get; } = new([Hearing.Whole]);

    /// <summary>What is being told waits for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string? Clip { get; set; }

    /// <summary>What happens to whoever asks for a phrase.</summary>
    public Action Fault { get; set; } = () => { };

    public string SpokenIn { get; set; } = "vi";

    public List<string> Told { get; } = [];

    public SpokenPhrase Find(string language, string phrase)
    {
        Fault();
        return new SpokenPhrase(phrase, SpokenIn, Clip, "Bạn có đồng ý không?");
    }

    public async Task<Hearing> TellAsync(string language, string phrase, CancellationToken cancellationToken)
    {
        Told.Add($"{language}: {phrase}");
        await Gate.WaitAsync(cancellationToken);
        return Hearings.Count > 1 ? Hearings.Dequeue() : Hearings.Peek();
    }
}
