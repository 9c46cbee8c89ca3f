using SkiaSharp;

namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>Looks at a portrait: size, light, sharpness, and whether something like a face is in the middle. In memory, at a reduced size; the caller wipes the picture's bytes.</summary>
internal static class PortraitCheck
{
    private const int MostBytes = 4 * 1024 * 1024;

    // A small file may hold a picture that fills a board's memory: it is refused by the size it tells, before anything is decoded.
    private const long MostPixels = 32_000_000;

    // A portrait of an identity document needs 90 pixels between the eyes, a quarter of its width.
    private const int ShortSide = 360, LongSide = 480;
    private const int LookedAt = 480;

    private const double Dark = 70, Bright = 205, Burnt = 0.3;

    // Below, a picture of that size is seen to be out of focus or shaken.
    private const double Sharp = 25;

    public static unsafe PortraitFinding Of(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length is 0 or > MostBytes) return Unreadable(0, 0);
        fixed (byte* bytes = jpeg)
        {
            // No copy is made that would have to be wiped.
            using var data = SKData.Create((nint)bytes, jpeg.Length);
            using var codec = SKCodec.Create(data);
            if (codec is not { EncodedFormat: SKEncodedImageFormat.Jpeg }) return Unreadable(0, 0);
            var (width, height) = (codec.Info.Width, codec.Info.Height);
            if ((long)width * height > MostPixels) return Unreadable(width, height);
            return Look(codec, width, height) ?? Unreadable(width, height);
        }
    }

    private static PortraitFinding Unreadable(int width, int height) => new(width, height, 0, 0, 0, [CaseHints.NotAJpeg]);

    // A decoder of JPEG makes an eighth, a quarter or a half of a picture at hardly any cost.
    private static PortraitFinding? Look(SKCodec codec, int width, int height)
    {
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)LookedAt / Math.Max(width, height)));
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque))) return null;
        try
        {
            // Of half a picture nothing can be told.
            if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) return null;
            return Find(new PortraitLook(bitmap.GetPixelSpan(), bitmap.Width, bitmap.Height, bitmap.RowBytes), width, height);
        }
        finally
        {
            bitmap.Erase(SKColors.Black);
        }
    }

    private static PortraitFinding Find(in PortraitLook look, int width, int height)
    {
        var (light, burnt) = look.Light();
        var (sharpness, skin) = (look.Sharpness(), look.Skin());
        List<string> doubts = [];
        if (Math.Min(width, height) < ShortSide || Math.Max(width, height) < LongSide) doubts.Add(CaseHints.TooSmall);
        if (light < Dark) doubts.Add(CaseHints.TooDark);
        else if (light > Bright || burnt > Burnt) doubts.Add(CaseHints.TooBright);
        // In the dark nothing is sharp, and the lamp is what helps.
        if (sharpness < Sharp && light >= Dark) doubts.Add(CaseHints.Blurred);
        if (!look.IsLikeAFace(skin)) doubts.Add(CaseHints.NoFace);
        return new PortraitFinding(width, height, (int)light, (int)sharpness, (int)Math.Round(100 * skin), doubts);
    }
}
