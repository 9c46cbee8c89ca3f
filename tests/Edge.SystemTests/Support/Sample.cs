using System.Security.Cryptography;
using Edge.Testing.Samples;

namespace Edge.SystemTests.Support;

/// <summary>Small records for tests that do not look at pictures.</summary>
internal static class Sample
{
    public static SampleRecord Record(int seed, int bytes = 20_000, int priority = 5)
    {
        var random = new Random(seed);
        var data = new byte[bytes];
        random.NextBytes(data);
        return new SampleRecord(new Guid(RandomNumberGenerator.GetBytes(16)), "card", "complete", priority, """{"synthetic":true}"""u8.ToArray(), [new SampleAttachment("data.bin", "application/octet-stream", data)]);
    }
}
