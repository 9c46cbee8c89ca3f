namespace Edge.Demo.Samples;

/// <summary>A made-up record, as a kiosk would hand it over.</summary>
internal sealed record SampleRecord(Guid Id, string Kind, string Outcome, int Priority, byte[] Fields, IReadOnlyList<SampleAttachment> Attachments)
{
    /// <summary>Fields and attachments together.</summary>
    public int SizeBytes => Fields.Length + Attachments.Sum(a => a.Data.Length);
}
