using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Hosting.Linux;

namespace Edge.Hub.Cli;

/// <summary>Release files as they lie on a disk: a beginning that is read whole, and a payload that is only passed on.</summary>
internal static class ReleaseFiles
{
    /// <exception cref="HubException">It cannot be read, is no release file, or is not whole.</exception>
    public static ReleaseHead ReadHead(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ReleaseHead.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MalformedException)
        {
            throw new HubException($"{path} is not a release that can be read: {Reason.Of(e)}", e);
        }
    }

    /// <summary>To send it; what is no release is told before a byte of it is.</summary>
    /// <exception cref="HubException">It cannot be read, or is no release file.</exception>
    public static FileStream Open(string path)
    {
        ReadHead(path);
        return File.OpenRead(path);
    }

    /// <exception cref="HubException">The payload is not the one its manifest names.</exception>
    public static void CheckPayload(string path, ReleaseHead head)
    {
        try
        {
            using var file = File.OpenRead(path);
            head.CheckPayload(file);
        }
        catch (MalformedException e)
        {
            throw new HubException($"{path}: {Reason.Of(e)}", e);
        }
    }

    /// <summary>In words, to compare before it is signed.</summary>
    public static IEnumerable<string> Lines(ReleaseHead head)
    {
        var release = head.Manifest;
        yield return $"version   {release.Version} (number {release.Number})";
        yield return $"for       {release.Architecture}, units of generation {release.System}";
        yield return $"files     {release.Files.Count}, {release.Files.Sum(f => (long)f.Size) >> 20} MiB; the release has {head.FileLength >> 10} KiB";
        if (release.BaseNumber > 0) yield return $"builds on number {release.BaseNumber}: {release.Files.Count(f => f.OfBase)} of its files are not in it";
        foreach (var format in release.Formats) yield return $"format    {format.Name}: reads {format.ReadsFrom} to {format.ReadsTo}, writes {format.Writes}";
        yield return $"payload   SHA-256 {Convert.ToHexStringLower(release.PayloadDigest.Span)}";
        yield return head.Signed.Signature.IsEmpty ? "signed    not yet" : $"signed    by key {head.Signed.KeyId}, which was not checked here";
    }
}
