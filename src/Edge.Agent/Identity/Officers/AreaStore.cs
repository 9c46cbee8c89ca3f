using System.Security.Cryptography;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Edge.Hosting.Waiting;
using Google.Protobuf;

namespace Edge.Agent.Identity.Officers;

/// <summary>
/// What the hub says of the area: officers and neighbours, answers, the worklist. On the disk it is as it came, sealed to this board;
/// of the worklist even that opens nothing, because what names people is sealed to the area's key.
/// </summary>
internal sealed partial class AreaStore
{
    // Each is opened at every sign-in; a board that is always connected would gather them for ever.
    private const int MostDifferences = 30;

    private readonly AreaFolder _folder;
    private readonly AgentIdentity _identity;
    private readonly ILogger<AreaStore> _logger;
    private readonly Signal _changed = new();
    private readonly Lock _gate = new();
    private volatile AreaFile? _area;
    private volatile AnswerBook? _answers;
    private volatile IReadOnlyList<Worklist> _worklists = [];

    public AreaStore(DataFolder data, IDisk disk, AgentIdentity identity, ILogger<AreaStore> logger)
    {
        (_folder, _identity, _logger) = (new AreaFolder(data.Area, disk), identity, logger);
        _area = Newest(Names.AreaObject, AreaFile.Parser, f => f.Area);
        _answers = Newest(Names.AnswersObject, AnswerBook.Parser, a => a.Area);
        _worklists = Chain();
    }

    /// <summary>Null before the hub has said anything of it.</summary>
    public AreaFile? Area => _area;

    /// <summary>What became of records; null before the hub has said it.</summary>
    public AnswerBook? Answers => _answers;

    /// <summary>The whole list and the differences to it, in their order; empty where there is none.</summary>
    public IReadOnlyList<Worklist> Worklists => _worklists;

    /// <summary>Completes at the next change of any of it after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>The version this board has of an object; 0 where it has none, or wants the whole list anew.</summary>
    public ulong Version(string name) => name switch
    {
        Names.AreaObject => _area?.Version ?? 0,
        Names.AnswersObject => _answers?.Version ?? 0,
        _ => Worklists is [.., var last] and { Count: <= MostDifferences } ? last.Version : 0,
    };

    /// <summary>Takes an object of the hub; durable on return.</summary>
    /// <exception cref="MalformedException">It is not sealed to this board, or not what it says it is.</exception>
    /// <exception cref="IOException">It was not written down; what was there stays in force.</exception>
    public void Take(string name, ulong version, ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            switch (name)
            {
                case Names.AreaObject:
                    var area = AreaRules.Checked(Open(name, version, bytes.Span, AreaFile.Parser), _identity.Group, version);
                    _folder.Replace(name, version, bytes.Span);
                    _area = area;
                    break;
                case Names.AnswersObject:
                    var answers = AreaRules.Checked(Open(name, version, bytes.Span, AnswerBook.Parser), _identity.Group, version);
                    _folder.Replace(name, version, bytes.Span);
                    _answers = answers;
                    break;
                default:
                    Take(AreaRules.Checked(Open(name, version, bytes.Span, Worklist.Parser), _identity.Group, Version(name), version), bytes.Span);
                    break;
            }
        }
        _changed.Set();
    }

    /// <summary>The list has expired: it goes from the disk, and the hub offers a whole one again.</summary>
    public void ForgetWorklist()
    {
        lock (_gate)
        {
            _worklists = [];
            _folder.Delete(Names.WorklistObject);
        }
        _changed.Set();
    }

    private void Take(Worklist next, ReadOnlySpan<byte> bytes)
    {
        if (next.BaseVersion == 0) _folder.Replace(Names.WorklistObject, next.Version, bytes);
        else _folder.Add(Names.WorklistObject, next.Version, bytes);
        _worklists = next.BaseVersion == 0 ? [next] : [.. _worklists, next];
    }

    private T Open<T>(string name, ulong version, ReadOnlySpan<byte> bytes, MessageParser<T> parser)
        where T : IMessage<T>
    {
        try
        {
            using var key = ECDiffieHellman.Create();
            key.ImportFromPem(File.ReadAllText(_identity.KeyFile));
            return Decoder.Parse(parser, BoardSeal.Open(bytes, key, _identity.Node, name, version), $"object '{name}'");
        }
        catch (CryptographicException e)
        {
            throw new MalformedException($"object '{name}' version {version} is not sealed to this board's key, or is damaged", e);
        }
    }

    // What cannot be used is as good as not there: the hub offers it again. A read error proves nothing, so nothing is deleted.
    private T? Newest<T>(string name, MessageParser<T> parser, Func<T, string> area)
        where T : class, IMessage<T>
    {
        foreach (var (version, path) in _folder.List(name).Reverse())
        {
            // A board that was given to another group has nothing of the old one's any more.
            if (Read(name, version, path, parser) is { } found && area(found) == _identity.Group) return found;
        }
        return null;
    }

    private List<Worklist> Chain()
    {
        List<Worklist> chain = [];
        foreach (var (version, path) in _folder.List(Names.WorklistObject))
        {
            if (Read(Names.WorklistObject, version, path, Worklist.Parser) is not { } next || next.Area != _identity.Group) break;
            if (next.BaseVersion == 0) chain = [next];
            else if (chain.Count > 0 && chain[^1].Version == next.BaseVersion) chain.Add(next);
            else break;
        }
        return chain;
    }

    private T? Read<T>(string name, ulong version, string path, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        try
        {
            return Open(name, version, File.ReadAllBytes(path), parser);
        }
        catch (Exception e) when (e is MalformedException or IOException or UnauthorizedAccessException)
        {
            LogUnread(path, e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be used and is asked for again: {Reason}")]
    private partial void LogUnread(string path, string reason);
}
