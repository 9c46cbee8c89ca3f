using Edge.Hosting.Linux;

namespace Edge.Hub.Cli;

/// <summary>A file with a secret on its first line, or - for standard input.</summary>
internal static class SecretFile
{
    /// <param name="file">The file, or -.</param>
    /// <param name="what">What is in it, for whom it cannot be read.</param>
    /// <param name="cancellationToken">Ends the wait for standard input.</param>
    /// <exception cref="HubException">It cannot be read.</exception>
    public static async Task<string?> FirstLineAsync(string file, string what, CancellationToken cancellationToken)
    {
        if (file == "-") return await Console.In.ReadLineAsync(cancellationToken);
        try
        {
            using var reader = new StreamReader(file);
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"the {what} file {file} cannot be read: {Reason.Of(e)}", e);
        }
    }
}
