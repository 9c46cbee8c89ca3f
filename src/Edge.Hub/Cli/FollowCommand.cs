using System.CommandLine;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Backup;
using Edge.Hub.Export;
using Edge.Hub.Export.Following;

namespace Edge.Hub.Cli;

/// <summary>`export --follow`: what becomes stored goes to a folder or an address, for as long as it runs. It may be killed at any moment.</summary>
internal static class FollowCommand
{
    public static async Task<int> RunAsync(ParseResult parsed, CommonOptions common, FollowOptions options, CancellationToken cancellationToken)
    {
        ProcessHardening.Apply();
        var error = parsed.InvocationConfiguration.Error;
        var paths = new HubPaths(Path.GetFullPath(common.DataOf(parsed)));
        using var registry = new RegistryKeys();
        foreach (var path in parsed.GetValue(options.Key)!) registry.Add(ExportCommand.ReadKey(path));
        var (folder, endpoint) = parsed.GetValue(options.To) is { } to ? ((string?)null, ExportEndpoint.Parse(to, parsed.GetValue(options.TokenFile))) : (Path.GetFullPath(parsed.GetValue(options.Folder)!), null);
        var away = endpoint is not null || parsed.GetValue(options.ConfirmFolder);
        var isEmpty = folder is not null && Prepare(folder, paths, away);
        using var state = FollowState.Open(Path.GetFullPath(parsed.GetValue(options.State) ?? Path.Combine(folder!, ".follow")), folder ?? $"{endpoint!.Address}");
        if (away && isEmpty && state.Cursor.Delivered > 0) throw new HubException($"{folder} is empty, and by its state {state.Cursor.Delivered} records were stored when this export was last there: mount the other machine's folder, or give another --state to deliver everything anew");
        var place = folder is null ? null : new ExportPlace(folder);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        using var hub = new HubSocket(paths.Data);
        var told = new ToldSafe(hub, state.Cursor.Target);
        IExportTarget target = endpoint is not null ? new EndpointTarget(http, endpoint, TimeProvider.System) : new FolderTarget(new ExportFolder(folder!), place!);
        var follower = new Follower(() => ExportCommand.OpenArchive(paths, pooled: false), new RecordOpener(registry), target, state, away ? TellAsync : null, TimeProvider.System, line => error.WriteLine($"edge-hub: {line}"));
        await error.WriteLineAsync($"edge-hub: exporting to {state.Cursor.Target} as records come; delivered so far: up to number {state.Cursor.Delivered}; set aside: {state.Aside.Count}{(state.Aside.Count > 0 ? $" ({state.AsidePath})" : "")}");
        try
        {
            await new FollowLoop(follower, parsed.GetValue(options.Every), TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop; what is noted is durable.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"the export to {state.Cursor.Target} stopped: {Reason.Of(e)}; start it again when that is mended, it goes on where it stopped", e);
        }
        return ExitCode.Ok;

        // What was written to a share that went away since may be on no disk.
        Task TellAsync(IReadOnlyList<byte[]> digests, CancellationToken token) => place is { IsThere: false } ? throw new HubException(place.Problem) : told.TellAsync(digests, token);
    }

    // Boards delete what is safe: a folder that burns with the archive makes nothing safe. Returns whether there was nothing in it.
    private static bool Prepare(string folder, HubPaths paths, bool away)
    {
        try
        {
            var isEmpty = !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any();
            new ExportFolder(folder).Make();
            // By their device: one disk may be mounted at several places.
            foreach (var own in away ? (string[])[paths.Data, "/"] : [])
            {
                if (ExportPlace.IsOne(folder, own)) throw new HubException($"--confirm-folder says that {folder} is away from this machine, and it is on the file system of {(own == "/" ? "this machine's system (/)" : $"the archive ({own})")}: mount the other machine's folder there, or leave --confirm-folder out");
            }
            return isEmpty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"--out {folder} cannot be made: {Reason.Of(e)}", e);
        }
    }
}
