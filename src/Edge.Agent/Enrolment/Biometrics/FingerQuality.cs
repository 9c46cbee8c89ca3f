using Edge.Agent.Devices.Finger;

namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>Scores the picture of a finger: contrast, covered area, and clarity of the ridges by how far the gradients of a place agree in direction.</summary>
internal static class FingerQuality
{
    // At 500 ppi two to three ridges.
    private const int Block = 16;
    private const int Smallest = 4 * Block, Largest = 4096;

    // A place is touched where it is not even, or dark: a wet finger leaves a dark patch without ridges.
    private const double EvenDeviation = 7, DarkMean = 95;

    // Gradients of noise agree to 0.1 or so, of ridges to 0.6 and more; round a finger's core they turn within one place.
    private const double NoiseCoherence = 0.2, ClearCoherence = 0.65, RidgeCoherence = 0.35;

    // The deviation of a picture whose ridges are black and whose furrows are white would be 128.
    private const double FullDeviation = 50;

    // A finger laid flat covers about so much of a sensor that is made for one.
    private const double FullCover = 0.6, NoCover = 0.04;

    private const int Fine = 60, Poor = 50;
    private const double DrySkin = 165, WetSkin = 100, Aside = 0.14;

    /// <exception cref="ArgumentException">The picture has not as many pixels as its size says, or is no size of a finger.</exception>
    public static FingerScore Of(FingerImage image)
    {
        var (width, height) = (image.Width, image.Height);
        var pixels = image.Pixels.Span;
        if (width is < Smallest or > Largest || height is < Smallest or > Largest || pixels.Length != width * height)
            throw new ArgumentException($"the finger's picture is {width} x {height} with {pixels.Length} bytes; each side must have {Smallest} to {Largest} pixels, a byte each", nameof(image));
        var sum = new Sum();
        var all = 0;
        for (var y = 0; y + Block <= height; y += Block)
        {
            for (var x = 0; x + Block <= width; x += Block, all++) Add(ref sum, Look(pixels, width, height, x, y), x, y);
        }
        return Score(sum, all, width, height);
    }

    private static FingerScore Score(in Sum sum, int all, int width, int height)
    {
        if (sum.Touched < Math.Max(2, NoCover * all)) return new FingerScore(0, 0, 0, 0, CaseHints.LayFinger);
        var contrast = Math.Clamp(sum.Deviation / sum.Touched / FullDeviation, 0, 1);
        var area = Math.Clamp((double)sum.Ridged / all / FullCover, 0, 1);
        var clarity = Math.Clamp((sum.Coherence / sum.Touched - NoiseCoherence) / (ClearCoherence - NoiseCoherence), 0, 1);
        // A product: none makes up for another. Area counts most, since what is not there cannot match.
        var score = Percent(Math.Pow(contrast, 0.4) * Math.Pow(area, 1.5) * Math.Pow(clarity, 0.6));
        var parts = new FingerScore(score, Percent(contrast), Percent(area), Percent(clarity), null);
        return parts with { Hint = Hint(parts, sum.Light / sum.Touched, Centre(sum, width, height)) };
    }

    private static string? Hint(FingerScore parts, double light, double aside)
    {
        if (parts.Score >= Fine) return null;
        if (light < WetSkin) return CaseHints.PressLighter;
        if (parts.Area < Math.Min(parts.Contrast, parts.Clarity)) return aside > Aside ? CaseHints.OffCentre : CaseHints.PressHarder;
        if (light > DrySkin || parts.Clarity < Poor) return CaseHints.FingerDry;
        return CaseHints.PressHarder;
    }

    // How far the middle of what is touched lies from the sensor's, in parts of its size.
    private static double Centre(in Sum sum, int width, int height) =>
        Math.Max(Math.Abs((sum.X / sum.Touched + Block / 2.0) / width - 0.5), Math.Abs((sum.Y / sum.Touched + Block / 2.0) / height - 0.5));

    private static int Percent(double part) => (int)Math.Round(100 * part);

    private static void Add(ref Sum sum, in Place place, int x, int y)
    {
        if (place.Deviation < EvenDeviation && place.Mean > DarkMean) return;
        sum.Touched++;
        sum.X += x;
        sum.Y += y;
        sum.Light += place.Mean;
        sum.Deviation += place.Deviation;
        sum.Coherence += place.Coherence;
        if (place.Deviation >= EvenDeviation && place.Coherence >= RidgeCoherence) sum.Ridged++;
    }

    private static Place Look(ReadOnlySpan<byte> pixels, int width, int height, int left, int top)
    {
        long total = 0, squares = 0, xx = 0, yy = 0, xy = 0;
        var right = Math.Min(left + Block, width - 1);
        for (var y = top; y < top + Block; y++)
        {
            var row = pixels.Slice(y * width, width);
            for (var x = left; x < left + Block; x++)
            {
                total += row[x];
                squares += row[x] * row[x];
            }
            if (y == 0 || y == height - 1) continue;
            var above = pixels.Slice((y - 1) * width, width);
            var below = pixels.Slice((y + 1) * width, width);
            for (var x = Math.Max(left, 1); x < right; x++)
            {
                // Sobel: a sensor's noise is smoothed across the gradient.
                var dx = above[x + 1] + 2 * row[x + 1] + below[x + 1] - above[x - 1] - 2 * row[x - 1] - below[x - 1];
                var dy = below[x - 1] + 2 * below[x] + below[x + 1] - above[x - 1] - 2 * above[x] - above[x + 1];
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        const double count = Block * Block;
        var mean = total / count;
        var energy = (double)(xx + yy);
        var coherence = energy == 0 ? 0 : Math.Sqrt(Math.Pow(xx - yy, 2) + 4.0 * xy * xy) / energy;
        return new Place(mean, Math.Sqrt(Math.Max(0, squares / count - mean * mean)), coherence);
    }

    private readonly record struct Place(double Mean, double Deviation, double Coherence);

    private struct Sum
    {
        public int Touched, Ridged;
        public double X, Y, Light, Deviation, Coherence;
    }
}
