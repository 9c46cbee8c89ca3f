using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Edge.Hosting.Linux;

/// <summary>Why something could not be done, for people: what the platform's own exceptions say names its types and parameters, and of a folder that no access was given.</summary>
internal static partial class Reason
{
    /// <summary>Without the name of the file it is about, which the sentence around it has.</summary>
    public static string Of(Exception e) => e switch
    {
        DiskException => e.Message,
        JsonException json => json.LineNumber is { } line ? $"line {line + 1} is no JSON, at byte {json.BytePositionInLine + 1}" : "it is no JSON",
        DbException database => DatabaseWords().Match(database.Message) is { Success: true } said ? $"{said.Groups[2].Value} (SQLite {said.Groups[1].Value})" : "the database did not answer",
        InvalidDataException { InnerException: { } inner } => Of(inner),
        CryptographicException or ArgumentException or FormatException => "it is damaged, or nothing of that kind",
        UnauthorizedAccessException or IOException when Errno(e) is { } errno => OfFile(errno, PathIn(e)),
        _ => e.Message,
    };

    /// <summary>A sentence of its own.</summary>
    public static string WithPath(Exception e) => e is not DiskException && Errno(e) is { } errno && PathIn(e) is { } path ? $"{path}: {OfFile(errno, path)}" : Of(e);

    private static string OfFile(int errno, string? path) => errno switch
    {
        LibC.NoEntry or LibC.NoAccess or LibC.NotPermitted when Directory.Exists(path) => "it is a folder, and a file is wanted",
        LibC.NoEntry => "it is not there",
        LibC.NoAccess or LibC.NotPermitted => $"user {Environment.UserName} may not do that; run this as its owner or as root",
        LibC.WouldBlock => "another program has it open",
        LibC.Exists => "it is there already",
        LibC.NoSpace => "the disk is full",
        LibC.NameTooLong => "the name is too long",
        _ => DiskException.Kernel(errno),
    };

    // .NET keeps the kernel's number, but for some of which it has exceptions of their own.
    private static int? Errno(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => LibC.NoEntry,
        PathTooLongException => LibC.NameTooLong,
        UnauthorizedAccessException => e.InnerException is IOException inner ? inner.HResult : LibC.NoAccess,
        // With a number of its own it is one of ours, with its message.
        IOException when e.HResult is > 0 and < 4096 => e.HResult,
        _ => null,
    };

    private static string? PathIn(Exception e) => e is FileNotFoundException { FileName: { } name } ? name : Quoted().Match(e.Message) is { Success: true } quoted ? quoted.Groups[1].Value : null;

    [GeneratedRegex("'(/.*)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^SQLite Error (\d+): '(.*)'\.", RegexOptions.Singleline)]
    private static partial Regex DatabaseWords();
}
