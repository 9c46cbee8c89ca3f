namespace Edge.Benchmarks.Measuring;

/// <summary>How long a memory card lasts under a board's records. The assumptions are rough and named with every figure; what two stores make of them can be compared.</summary>
internal static class CardLife
{
    private const double CardBytes = 32e9;
    private const double Cycles = 3000;
    // Cards erase in blocks of megabytes: small durable writes cost them far more than their size.
    private const double InsideTheCard = 10;
    private const double RecordsADay = 300;
    private const double RecordBytes = 200_000;
    private const double DaysAYear = 365;

    public const string Assumptions = "years of a card: assumed are 32 GB, 3,000 erase cycles, ten bytes written inside the card for each that reaches it, 300 records of 200 KB a day and nothing else";

    public static double Years(double writtenPerPayloadByte) => CardBytes * Cycles / (InsideTheCard * writtenPerPayloadByte * RecordsADay * RecordBytes * DaysAYear);
}
