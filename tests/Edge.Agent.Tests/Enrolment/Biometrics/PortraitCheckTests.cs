using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Biometrics;
using SkiaSharp;

namespace Edge.Agent.Tests.Enrolment.Biometrics;

/// <summary>Over drawn pictures: a plain head and shoulders, and the same made worse.</summary>
public sealed class PortraitCheckTests
{
    private static readonly string[] None = [];

    [Theory]
    [InlineData("#f1c9a5")]
    [InlineData("#c68863")]
    [InlineData("#7a4a2e")]
    public void A_good_picture_raises_no_doubt_whatever_the_skin(string skin)
    {
        var finding = PortraitCheck.Of(Jpeg(c => Head(c, SKColor.Parse(skin))));
        Assert.True(finding.Doubts.Count == 0, $"{finding}: {string.Join(", ", finding.Doubts)}");
        Assert.Equal((720, 960), (finding.Width, finding.Height));
    }

    [Fact]
    public void Each_fault_is_a_doubt()
    {
        Assert.Contains(CaseHints.TooDark, Doubts(Head, veil: new SKColor(0, 0, 0, 200)));
        Assert.Contains(CaseHints.TooBright, Doubts(Head, veil: new SKColor(255, 255, 255, 215)));
        Assert.Equal([CaseHints.Blurred], Doubts(Head, blur: 14));
        Assert.Equal([CaseHints.TooSmall], Doubts(Head, width: 300, height: 400));
        Assert.Contains(CaseHints.NoFace, Doubts(c => c.Clear(new SKColor(90, 140, 200))));
        Assert.Contains(CaseHints.NoFace, Doubts(c => Head(c, new SKColor(80, 160, 90))));
        Assert.Contains(CaseHints.NoFace, Doubts(c => c.Clear(SKColor.Parse("#c68863"))));
    }

    [Fact]
    public void What_is_no_JPEG_is_told()
    {
        var good = Jpeg(Head);
        foreach (var bytes in new byte[][] { [], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xD9], good[..100], good[..(good.Length / 2)], Picture(Head, 720, 960, SKEncodedImageFormat.Png), "not a picture"u8.ToArray(), new byte[5 * 1024 * 1024] })
            Assert.Equal([CaseHints.NotAJpeg], PortraitCheck.Of(bytes).Doubts);
    }

    [Fact]
    public void A_picture_that_would_fill_the_memory_is_not_decoded()
    {
        // The size is told in the frame's header, at its marker.
        var bomb = Jpeg(Head);
        var frame = bomb.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        new byte[] { 0xFF, 0x00, 0xFF, 0x00 }.CopyTo(bomb, frame + 5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var finding = PortraitCheck.Of(bomb);
        Assert.Equal([CaseHints.NotAJpeg], finding.Doubts);
        Assert.Equal((0xFF00, 0xFF00), (finding.Width, finding.Height));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Changed_pictures_are_all_answered()
    {
        var good = Jpeg(Head, 240, 320);
        var random = new Random(20261129);
        for (var i = 0; i < 300; i++)
        {
            byte[] bytes = [.. good];
            for (var left = random.Next(1, 8); left > 0; left--) bytes[random.Next(random.Next(2) == 0 ? 700 : bytes.Length)] = (byte)random.Next(256);
            var finding = PortraitCheck.Of(bytes);
            Assert.InRange(finding.Light, 0, 255);
            Assert.InRange(finding.Skin, 0, 100);
        }
    }

    private static IReadOnlyList<string> Doubts(Action<SKCanvas> draw, int width = 720, int height = 960, SKColor veil = default, float blur = 0) =>
        PortraitCheck.Of(Jpeg(draw, width, height, veil, blur)).Doubts;

    private static byte[] Jpeg(Action<SKCanvas> draw, int width = 720, int height = 960, SKColor veil = default, float blur = 0) => Picture(draw, width, height, SKEncodedImageFormat.Jpeg, veil, blur);

    private static byte[] Picture(Action<SKCanvas> draw, int width, int height, SKEncodedImageFormat format, SKColor veil = default, float blur = 0)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            using var soft = blur > 0 ? SKImageFilter.CreateBlur(blur, blur) : null;
            using var layer = new SKPaint { ImageFilter = soft };
            canvas.SaveLayer(layer);
            canvas.Scale(width / 720f, height / 960f);
            draw(canvas);
            canvas.Restore();
            using var paint = new SKPaint { Color = veil };
            canvas.DrawRect(0, 0, width, height, paint);
        }
        using var data = bitmap.Encode(format, 88);
        return data.ToArray();
    }

    private static void Head(SKCanvas canvas) => Head(canvas, SKColor.Parse("#d9a066"));

    private static void Head(SKCanvas canvas, SKColor skin)
    {
        canvas.Clear(new SKColor(225, 230, 235));
        Oval(360, 960, 330, 230, new SKColor(40, 60, 110));
        Oval(360, 400, 215, 270, new SKColor(30, 25, 25));
        Oval(360, 450, 180, 235, skin);
        foreach (var x in new[] { 290, 430 })
        {
            Oval(x, 420, 30, 14, SKColors.White);
            Oval(x, 420, 13, 13, new SKColor(40, 25, 20));
            Oval(x, 385, 40, 7, new SKColor(35, 28, 25));
        }
        Oval(360, 490, 18, 30, new SKColor((byte)(skin.Red * 0.85), (byte)(skin.Green * 0.8), (byte)(skin.Blue * 0.8)));
        Oval(360, 580, 60, 16, new SKColor(160, 70, 70));
        // Hair and cloth have grain, as everything in a picture that is in focus.
        var random = new Random(5);
        for (var i = 0; i < 2500; i++) Oval(150 + random.Next(420), 150 + random.Next(700), 2, 2, new SKColor((byte)random.Next(256), (byte)random.Next(200), (byte)random.Next(180), 60));

        void Oval(float x, float y, float rx, float ry, SKColor color)
        {
            using var paint = new SKPaint { Color = color, IsAntialias = true };
            canvas.DrawOval(x, y, rx, ry, paint);
        }
    }
}
