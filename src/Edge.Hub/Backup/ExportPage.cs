namespace Edge.Hub.Backup;

/// <summary>Some of the records an export lists, by the digests of their manifests.</summary>
internal sealed record ExportPage(IReadOnlyList<byte[]> ManifestDigests)
{
    /// <summary>So many at once: boards that are sending meanwhile wait for no more than that.</summary>
    public const int Most = 500;
}
