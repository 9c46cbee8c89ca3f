using SkiaSharp;

namespace Edge.Agent.Devices.Virtual;

/// <summary>How the picture is that a virtual camera gives.</summary>
internal enum PortraitKind
{
    Good,

    /// <summary>Taken without light.</summary>
    Dark,
}

/// <summary>Draws a portrait of nobody: a plain face on a light ground, marked "MẪU / SAMPLE" so that it is never taken for a person's.</summary>
internal static class MadeUpPortrait
{
    private const int Width = 480, Height = 640, Quality = 86;

    // The mark's letters as strokes, four units wide and six high: what is drawn here needs no font. A point, or "-" to lift the pen.
    private static readonly string[] Letters =
    [
        "06 00 23 40 46", // M
        "06 20 46 - 14 34 - 0,-1 2,-3 4,-1 - 0,-4 1,-5 3,-4 4,-5", // Ẫ
        "00 04 16 36 44 40", // U
        "06 40", // /
        "40 10 01 02 13 33 44 45 36 06", // S
        "06 20 46 - 14 34", // A
        "06 00 23 40 46", // M
        "06 00 30 41 42 33 03", // P
        "00 06 46", // L
        "40 00 06 46 - 03 33", // E
    ];

    private static readonly SKColor Skin = new(0xDD, 0xA7, 0x79), Shade = new(0xBF, 0x86, 0x5A), Hair = new(0x23, 0x1C, 0x1A), Cloth = new(0x1F, 0x5E, 0x6B), Ground = new(0xE4, 0xEA, 0xED);

    /// <summary>As JPEG.</summary>
    public static byte[] Draw(PortraitKind kind)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(Ground);
            Person(canvas);
            if (kind == PortraitKind.Dark) Fill(canvas, new SKRect(0, 0, Width, Height), new SKColor(0, 0, 0, 205));
            Mark(canvas);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    private static void Person(SKCanvas canvas)
    {
        Oval(canvas, 240, 690, 225, 190, Cloth);
        Oval(canvas, 240, 470, 58, 80, Shade);
        Oval(canvas, 240, 262, 140, 172, Hair);
        Oval(canvas, 112, 305, 20, 36, Skin);
        Oval(canvas, 368, 305, 20, 36, Skin);
        Oval(canvas, 240, 300, 122, 160, Skin);
        Oval(canvas, 240, 152, 104, 50, Hair);
        foreach (var x in new[] { 192, 288 })
        {
            Oval(canvas, x, 286, 22, 11, SKColors.White);
            Oval(canvas, x, 286, 10, 10, Hair);
            Oval(canvas, x, 258, 28, 5, Hair);
        }
        Oval(canvas, 240, 336, 13, 24, Shade);
        Oval(canvas, 240, 392, 38, 9, new SKColor(0xA8, 0x4A, 0x44));
        // Hair and cloth have threads, as everything in a picture that is in focus.
        using var thread = Pen(new SKColor(255, 255, 255, 46), 1.4f);
        for (var i = 0; i < 60; i++)
        {
            canvas.DrawLine(128 + i * 4, 180 - Math.Abs(i - 30) * 0.6f, 120 + i * 4, 128 + Math.Abs(i - 30) * 1.2f, thread);
            canvas.DrawLine(60 + i * 6, 560 + Math.Abs(i - 30) * 1.4f, 64 + i * 6, Height, thread);
        }
    }

    private static void Mark(SKCanvas canvas)
    {
        const int band = 64, unit = 5;
        Fill(canvas, new SKRect(0, Height - band, Width, Height), new SKColor(0xB4, 0x23, 0x18));
        using var pen = Pen(SKColors.White, 4);
        var x = (Width - Letters.Length * 6 * unit + 2 * unit) / 2f;
        foreach (var letter in Letters)
        {
            SKPoint? before = null;
            foreach (var step in letter.Split(' '))
            {
                var point = Point(step, x, Height - band + 29, unit);
                if (before is { } from && point is { } to) canvas.DrawLine(from, to, pen);
                before = point;
            }
            x += 6 * unit;
        }
    }

    // The marks over the letters stand closer than the letters' own strokes do.
    private static SKPoint? Point(string step, float x, float y, float unit) => step.Split(',') switch
    {
        ["-"] => null,
        [var both] => new SKPoint(x + (both[0] - '0') * unit, y + (both[1] - '0') * unit * 0.8f),
        [var across, var down] => new SKPoint(x + float.Parse(across, System.Globalization.CultureInfo.InvariantCulture) * unit, y + float.Parse(down, System.Globalization.CultureInfo.InvariantCulture) * unit * 0.72f),
        _ => null,
    };

    private static void Oval(SKCanvas canvas, float x, float y, float across, float down, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawOval(x, y, across, down, paint);
    }

    private static void Fill(SKCanvas canvas, SKRect where, SKColor color)
    {
        using var paint = new SKPaint { Color = color };
        canvas.DrawRect(where, paint);
    }

    private static SKPaint Pen(SKColor color, float width) => new() { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = width, StrokeCap = SKStrokeCap.Round };
}
