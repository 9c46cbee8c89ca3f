using System.Security.Cryptography;
using Edge.Testing.Samples;

namespace Edge.Demo.Show;

/// <summary>What is remembered of a submitted record: digests, not its content.</summary>
internal sealed record RecordPrint(Guid Id, string Fields, IReadOnlyDictionary<string, string> Attachments)
{
    public static RecordPrint Of(SampleRecord record) =>
        new(record.Id, Digest(record.Fields), record.Attachments.ToDictionary(a => a.Name, a => Digest(a.Data), StringComparer.Ordinal));

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
