using System.CommandLine;
using Edge.Hosting.Linux;

namespace Edge.Hub.Cli;

/// <summary>A file that is imported, or standard input.</summary>
internal static class ImportFile
{
    public static Argument<string> Argument(string header) => new("FILE") { Description = $"CSV in UTF-8 whose first line is {header}; - for standard input" };

    /// <exception cref="HubException">It cannot be read, or is too large.</exception>
    public static async Task<byte[]> ReadAsync(string path, int most, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            var bytes = new byte[most + 1];
            var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= most ? bytes[..length] : throw new HubException($"{path} has more than {most} bytes; is it the right file?");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }
}
