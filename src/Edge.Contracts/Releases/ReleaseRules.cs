using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Edge.Contracts.Wire;

namespace Edge.Contracts.Releases;

/// <summary>What a release's manifest must be, whoever signed it: it becomes names of folders and files.</summary>
public static partial class ReleaseRules
{
    /// <summary>How a release file's name ends.</summary>
    public const string Extension = ".edge-release";

    /// <summary>The processors that releases are made for, as Debian names them.</summary>
    public static IReadOnlyList<string> Architectures { get; } = ["amd64", "arm64"];

    /// <summary>Checks its form; not who signed it.</summary>
    /// <exception cref="MalformedException">It is no such manifest.</exception>
    public static void Check(ReleaseManifest manifest)
    {
        Require(IsVersion(manifest.Version), "its version is not 1 to 80 of letters, digits, '.', '+', '~' and '-' that begin with a digit");
        Require(manifest.Number is > 0 and <= Limits.Sequence, $"its number is {manifest.Number}; 1 to {Limits.Sequence}");
        Require(Architectures.Contains(manifest.Architecture), $"it is for no processor of {string.Join(", ", Architectures)}");
        Require(manifest.PayloadDigest.Length == SHA256.HashSizeInBytes, "its payload has no SHA-256");
        Require(manifest.PayloadSize <= (ulong)Limits.ReleaseBytes, $"its payload has {manifest.PayloadSize} bytes; at most {Limits.ReleaseBytes}");
        Require(manifest.BaseNumber < manifest.Number, "what it is short of is not an earlier release");
        CheckFormats(manifest);
        CheckFiles(manifest);
    }

    /// <summary>True for what may be a release's version, which is a folder's name too.</summary>
    public static bool IsVersion(string? version) => version is not null && Version().IsMatch(version);

    private static void CheckFormats(ReleaseManifest manifest)
    {
        Require(manifest.Formats.Count <= Limits.ReleaseFormats, $"it names {manifest.Formats.Count} formats; at most {Limits.ReleaseFormats}");
        Require(manifest.Formats.DistinctBy(f => f.Name).Count() == manifest.Formats.Count, "it names a format twice");
        foreach (var format in manifest.Formats)
        {
            Require(Names.IsToken(format.Name), "the name of a format is not " + Names.TokenRule);
            Require(format.ReadsFrom > 0 && format.ReadsFrom <= format.Writes && format.Writes <= format.ReadsTo, $"it would not read what it writes of format '{format.Name}'");
        }
    }

    private static void CheckFiles(ReleaseManifest manifest)
    {
        Require(manifest.Files.Count is > 0 and <= Limits.ReleaseFiles, $"it has {manifest.Files.Count} files; 1 to {Limits.ReleaseFiles}");
        var (sum, names) = (0UL, new HashSet<string>(StringComparer.Ordinal));
        foreach (var file in manifest.Files)
        {
            Require(Path().IsMatch(file.Path) && file.Path.Length <= 200, "a file's path is not of small folders and plain names");
            Require(file.Path.Split('/')[0] != HeadName, $"a file's path is {HeadName}, where its manifest is kept");
            Require(file.Digest.Length == SHA256.HashSizeInBytes, "a file has no SHA-256");
            Require(!file.OfBase || manifest.BaseNumber > 0, "it is short of a file and names no release that has it");
            Require(names.Add(file.Path), "it has a file twice");
            Require(file.Size <= (ulong)Limits.ReleaseUnpackedBytes && (sum += file.Size) <= (ulong)Limits.ReleaseUnpackedBytes, $"its files have more than {Limits.ReleaseUnpackedBytes} bytes");
        }
        // A name cannot be a file and a folder.
        Require(!manifest.Files.Any(f => Folders(f.Path).Any(names.Contains)), "one of its files is a folder of another");
        Require(names.Contains(Program), $"it has no {Program}");
    }

    /// <summary>Where a board keeps the manifest, among the files.</summary>
    public const string HeadName = "release.head";

    /// <summary>What is started.</summary>
    public const string Program = "edge-agent";

    /// <summary>The folders a file of a release is in, by path, the outermost first.</summary>
    public static IEnumerable<string> Folders(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1)) yield return path[..at];
    }

    private static void Require(bool good, string problem)
    {
        if (!good) throw new MalformedException($"the release cannot be used: {problem}");
    }

    [GeneratedRegex(@"\A[0-9][0-9A-Za-z.+~-]{0,79}\z")]
    private static partial Regex Version();

    // No part begins with a dot: neither ".." nor what is hidden.
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.+-]*(/[A-Za-z0-9_][A-Za-z0-9_.+-]*){0,7}\z")]
    private static partial Regex Path();
}
