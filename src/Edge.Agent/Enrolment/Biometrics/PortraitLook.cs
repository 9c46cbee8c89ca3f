namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>The measures over the middle of a picture, where a face is.</summary>
internal readonly ref struct PortraitLook(ReadOnlySpan<byte> rgba, int width, int height, int rowBytes)
{
    private const int Burnt = 250;

    // A face has skin in the middle, more than at the picture's upper corners, and more high than wide, yet not everywhere.
    private const double LeastSkin = 0.25, MostAtCorners = 0.5, FlattestFace = 0.7, TallestFace = 3;

    private readonly ReadOnlySpan<byte> _rgba = rgba;

    /// <summary>The mean of the middle, and how much of it is burnt out.</summary>
    public (double Mean, double Burnt) Light()
    {
        var (total, burnt, count) = (0L, 0, 0);
        for (var y = height / 5; y < height * 3 / 4; y++)
        {
            for (var x = width * 3 / 10; x < width * 7 / 10; x++, count++)
            {
                var grey = Grey(x, y);
                total += grey;
                if (grey >= Burnt) burnt++;
            }
        }
        return count == 0 ? (0, 0) : ((double)total / count, (double)burnt / count);
    }

    /// <summary>The variance of the Laplacian over the middle.</summary>
    public double Sharpness()
    {
        var (total, squares, count) = (0L, 0L, 0);
        for (var y = Math.Max(1, height / 6); y < Math.Min(height - 1, height * 4 / 5); y++)
        {
            for (var x = Math.Max(1, width / 5); x < Math.Min(width - 1, width * 4 / 5); x++, count++)
            {
                var edge = Grey(x - 1, y) + Grey(x + 1, y) + Grey(x, y - 1) + Grey(x, y + 1) - 4 * Grey(x, y);
                total += edge;
                squares += edge * edge;
            }
        }
        return count == 0 ? 0 : (double)squares / count - Math.Pow((double)total / count, 2);
    }

    /// <summary>How much of the middle oval has a colour that skin has, light or dark.</summary>
    public double Skin()
    {
        var (skin, count) = (0, 0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (!IsInOval(x, y)) continue;
                count++;
                if (IsSkin(x, y)) skin++;
            }
        }
        return count == 0 ? 0 : (double)skin / count;
    }

    /// <summary>By colour and shape alone.</summary>
    public bool IsLikeAFace(double skin)
    {
        if (skin < LeastSkin || AtCorners() > MostAtCorners) return false;
        var (left, right, top, bottom) = (width, -1, height, -1);
        // A row or a column counts where a tenth of it is skin: single spots do not stretch the shape.
        for (var y = 0; y < height; y++)
        {
            var found = 0;
            for (var x = 0; x < width; x++) found += IsSkin(x, y) ? 1 : 0;
            if (found * 10 >= width) (top, bottom) = (Math.Min(top, y), y);
        }
        for (var x = 0; x < width; x++)
        {
            var found = 0;
            for (var y = 0; y < height; y++) found += IsSkin(x, y) ? 1 : 0;
            if (found * 10 >= height) (left, right) = (Math.Min(left, x), x);
        }
        if (right <= left || bottom <= top) return false;
        return (double)(bottom - top) / (right - left) is >= FlattestFace and <= TallestFace;
    }

    private double AtCorners()
    {
        var (skin, count) = (0, 0);
        for (var y = 0; y < height / 5; y++)
        {
            for (var x = 0; x < width / 5; x++, count += 2) skin += (IsSkin(x, y) ? 1 : 0) + (IsSkin(width - 1 - x, y) ? 1 : 0);
        }
        return count == 0 ? 0 : (double)skin / count;
    }

    private bool IsInOval(int x, int y)
    {
        var (dx, dy) = ((x - width * 0.5) / (width * 0.22), (y - height * 0.45) / (height * 0.27));
        return dx * dx + dy * dy <= 1;
    }

    private int Grey(int x, int y)
    {
        var at = y * rowBytes + 4 * x;
        return (77 * _rgba[at] + 150 * _rgba[at + 1] + 29 * _rgba[at + 2]) >> 8;
    }

    // Skin of every shade lies in a narrow range of blue and red differences, whatever its brightness.
    private bool IsSkin(int x, int y)
    {
        var at = y * rowBytes + 4 * x;
        var (r, g, b) = (_rgba[at], _rgba[at + 1], _rgba[at + 2]);
        var cb = 128 + (-43 * r - 85 * g + 128 * b) / 256;
        var cr = 128 + (128 * r - 107 * g - 21 * b) / 256;
        return cb is >= 77 and <= 127 && cr is >= 134 and <= 175 && Math.Max(r, Math.Max(g, b)) > 30;
    }
}
