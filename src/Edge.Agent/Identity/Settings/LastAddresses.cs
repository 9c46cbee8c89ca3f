using System.Collections.Immutable;
using System.Net;
using System.Text;
using Edge.Contracts;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity.Settings;

/// <summary>
/// Where the hub's names led when the hub answered there, TLS and all: kept, so that dead or lying name servers do not part a board from its
/// hub. Nobody is believed for it: whoever is at such an address by now has to show the hub's certificate as well.
/// </summary>
internal sealed partial class LastAddresses
{
    internal const int MostOfName = 4;
    internal const int MostNames = 8;

    private const int LongestFile = 64 * 1024;

    // Behind a name there may be a hundred addresses in turn; the card is written to for few of them.
    private static readonly TimeSpan WriteEvery = TimeSpan.FromHours(1);

    private readonly IdentityFiles _files;
    private readonly IDisk _disk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ImmutableList<Seen> _seen;
    private long? _written;

    public LastAddresses(IdentityFiles files, IDisk disk, TimeProvider time, ILogger logger)
    {
        (_files, _disk, _time, _logger) = (files, disk, time, logger);
        _seen = Read();
    }

    /// <summary>Of that name, the last one first; empty where none is known.</summary>
    public IReadOnlyList<IPAddress> Of(string host) => [.. Volatile.Read(ref _seen).Where(s => s.Host == host).Select(s => s.At)];

    /// <summary>The hub was there.</summary>
    public void Answered(string host, IPAddress at)
    {
        var before = Volatile.Read(ref _seen);
        var seen = new Seen(host, at);
        if (IPAddress.TryParse(host, out _) || before.FirstOrDefault(s => s.Host == host) == seen) return;
        ImmutableList<Seen> all = [seen, .. before.Remove(seen)];
        ImmutableList<Seen> next = [.. all.GroupBy(s => s.Host).Take(MostNames).SelectMany(name => name.Take(MostOfName))];
        Volatile.Write(ref _seen, next);
        if (before.Contains(seen) || (before.Exists(s => s.Host == host) && _written is { } at0 && _time.GetElapsedTime(at0) < WriteEvery)) return;
        _written = _time.GetTimestamp();
        Write(next);
    }

    private void Write(ImmutableList<Seen> seen)
    {
        try
        {
            DurableFile.Replace(_disk, _files.LastAddresses, DigestedFile.Of(Encoding.ASCII.GetBytes(string.Join('\n', seen.Select(s => $"{s.Host} {s.At}")))));
        }
        catch (IOException e)
        {
            LogNotWritten(_files.LastAddresses, e);
        }
    }

    // What cannot be read is learnt again.
    private ImmutableList<Seen> Read()
    {
        if (!File.Exists(_files.LastAddresses)) return [];
        try
        {
            if (new FileInfo(_files.LastAddresses).Length > LongestFile) throw new MalformedException($"it has more than {LongestFile} bytes");
            return [.. Encoding.ASCII.GetString(DigestedFile.Read(File.ReadAllBytes(_files.LastAddresses))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).Take(MostNames * MostOfName)];
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            LogUnread(_files.LastAddresses, e.Message);
            return [];
        }
    }

    private static Seen Parse(string line) => line.Split(' ') is [var host, var text] && IPAddress.TryParse(text, out var at) ? new Seen(host, at) : throw new MalformedException("a line of it is not a name and an address");

    [LoggerMessage(LogLevel.Warning, "{File} could not be written; after the next start the hub's last address is not known")]
    private partial void LogNotWritten(string file, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{File} is passed over: {Reason}; the hub's addresses are learnt again")]
    private partial void LogUnread(string file, string reason);

    private sealed record Seen(string Host, IPAddress At);
}
