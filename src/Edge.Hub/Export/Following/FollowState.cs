using System.Text.Json;
using Edge.Hosting.Linux;

namespace Edge.Hub.Export.Following;

/// <summary>How far a follower is, in a folder of its own; written durably after each record, so that a crash repeats at most the one in hand.</summary>
internal sealed class FollowState : IDisposable
{
    /// <summary>So many are listed of one board. What more of it is set aside is one line: a stolen board can make records without end.</summary>
    public const int MostOfBoard = 50;

    /// <summary>So many are listed of all boards; each further one is in its board's line.</summary>
    public const int MostListed = 5000;

    private readonly string _folder;
    private readonly FolderLock _lock;

    private FollowState(string folder, FolderLock held) => (_folder, _lock) = (folder, held);

    public FollowCursor Cursor { get; private set; } = new("", 0, 0, 0);

    /// <summary>Records the target will not have, each with the reason; tried again at each start and each day.</summary>
    public IReadOnlyList<SetAside> Aside { get; private set; } = [];

    /// <summary>Boards of which more is set aside than is listed.</summary>
    public IReadOnlyList<SetAsideBoard> Boards { get; private set; } = [];

    public string AsidePath => Path.Combine(_folder, "set-aside.json");

    public string BoardsPath => Path.Combine(_folder, "set-aside-boards.json");

    private string CursorPath => Path.Combine(_folder, "cursor.json");

    /// <exception cref="HubException">The folder is in use, of another target, or damaged.</exception>
    public static FollowState Open(string folder, string target)
    {
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var state = new FollowState(folder, FolderLock.Take(Path.Combine(folder, "follow.lock"), "edge-hub export --follow"));
            try
            {
                state.Load(target);
                return state;
            }
            catch
            {
                state.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"the state of this export, {folder}, cannot be used: {Reason.Of(e)}", e);
        }
    }

    public void Write(FollowCursor cursor)
    {
        DurableFile.Write(CursorPath, JsonSerializer.SerializeToUtf8Bytes(cursor, HubJson.Options));
        Cursor = cursor;
    }

    /// <summary>Puts a record aside that was stored under this number: into the list, or into its board's line.</summary>
    /// <returns>False where it is in the line.</returns>
    public bool Put(SetAside one, long number)
    {
        if (Aside.Any(a => a.Key == one.Key) || (Aside.Count < MostListed && Aside.Count(a => a.Node == one.Node) < MostOfBoard))
        {
            Replace(one);
            return true;
        }
        var line = Boards.FirstOrDefault(b => b.Node == one.Node) ?? new SetAsideBoard(one.Node, number, number - 1, 0, "", one.At);
        // After a crash the same record comes again.
        if (number > line.Last) Put(line with { Last = number, Count = line.Count + 1, Reason = one.Reason, At = one.At });
        return false;
    }

    /// <summary>Puts a listed record, or one to be listed, in place of what was said of it before.</summary>
    public void Replace(SetAside one) => WriteAside([.. Aside.Where(a => a.Key != one.Key), one]);

    /// <summary>Puts a board's line in place of the one before; one that counts nothing is taken away.</summary>
    public void Put(SetAsideBoard line) => WriteBoards([.. Boards.Where(b => b.Node != line.Node), .. line.Count > 0 ? [line] : Array.Empty<SetAsideBoard>()]);

    public void Remove(IReadOnlyCollection<string> keys) => WriteAside([.. Aside.Where(a => !keys.Contains(a.Key))]);

    /// <summary>Begins anew with an archive whose numbers are others: all is delivered again, so the boards' lines are made again with it.</summary>
    public void BeginAnew(ulong epoch)
    {
        if (Boards.Count > 0) WriteBoards([]);
        Write(new FollowCursor(Cursor.Target, epoch, 0, 0));
    }

    public void Dispose() => _lock.Dispose();

    private void WriteAside(IReadOnlyList<SetAside> aside)
    {
        DurableFile.Write(AsidePath, JsonSerializer.SerializeToUtf8Bytes(aside, HubJson.Options));
        Aside = aside;
    }

    private void WriteBoards(IReadOnlyList<SetAsideBoard> boards)
    {
        DurableFile.Write(BoardsPath, JsonSerializer.SerializeToUtf8Bytes(boards, HubJson.Options));
        Boards = boards;
    }

    private void Load(string target)
    {
        Cursor = Read<FollowCursor>(CursorPath) ?? new FollowCursor(target, 0, 0, 0);
        if (Cursor.Target != target) throw new HubException($"{_folder} is the state of an export to {Cursor.Target}, not to {target}; give each target its own --state");
        Aside = Read<List<SetAside>>(AsidePath) ?? [];
        Boards = Read<List<SetAsideBoard>>(BoardsPath) ?? [];
    }

    private static T? Read<T>(string path) where T : class
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), HubJson.Options) ?? throw new JsonException("it holds nothing");
        }
        catch (JsonException e)
        {
            throw new HubException($"{path} is damaged: {Reason.Of(e)}; move its folder away, and everything is delivered again under the same keys", e);
        }
    }
}

/// <summary>How far an export is.</summary>
/// <param name="Target">The folder or address it goes to.</param>
/// <param name="Epoch">The life of the archive the numbers are of.</param>
/// <param name="Delivered">Every record stored under this number or a lower one is at the target or set aside.</param>
/// <param name="Told">And the hub was told of those up to this one.</param>
internal sealed record FollowCursor(string Target, ulong Epoch, long Delivered, long Told);

/// <summary>A record that the target will not have.</summary>
internal sealed record SetAside(string Key, Guid RecordId, string Node, string Digest, string Reason, DateTimeOffset At);

/// <summary>Records of one board that the target will not have, beyond those that are listed. Nothing stored under these numbers is told to the hub as safe.</summary>
/// <param name="First">Stored number of the first of them.</param>
/// <param name="Last">And of the last; records between them may have been taken.</param>
/// <param name="Count">How many of them were set aside.</param>
/// <param name="Reason">Of the last.</param>
internal sealed record SetAsideBoard(string Node, long First, long Last, long Count, string Reason, DateTimeOffset At)
{
    public bool Holds(string node, long number) => node == Node && number >= First && number <= Last;
}
