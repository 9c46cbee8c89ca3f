using System.CommandLine;
using Edge.Contracts;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Keys;
using Edge.Hub.Trust;

namespace Edge.Hub.Cli;

internal static class TrustShowCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string?>("FILE") { Description = "A staged or signed trust file (default: the one in force on the running hub)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Shows a trust file: its keys, whose signature it has, and which boards have it") { file, common.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var data = common.DataOf(parsed);
            var view = parsed.GetValue(file) is { } path ? OfFile(path, new HubPaths(Path.GetFullPath(data))) : await OfHubAsync(data, cancellationToken);
            await common.WriteAsync(parsed, view, Lines(view));
            return ExitCode.Ok;
        });
        return command;
    }

    internal static IEnumerable<string> Lines(TrustView view)
    {
        yield return $"trust file version {view.Version}, staged {view.IssuedAt:yyyy-MM-dd HH:mm} UTC, signed: {view.Signature}";
        foreach (var key in view.Keys) yield return $"{key.Role,-8} {key.Id}  {key.State}";
        foreach (var print in view.Authorities) yield return $"authority SHA-256 {print}";
        foreach (var (version, count) in view.Boards) yield return $"{Counted.Of(count, "board")}: {(version == 0 ? "a version they did not tell" : $"version {version}")}";
    }

    private static async Task<TrustView> OfHubAsync(string data, CancellationToken cancellationToken)
    {
        using var hub = new HubSocket(data);
        return await hub.GetAsync<TrustView>("v1/trust", cancellationToken);
    }

    private static TrustView OfFile(string path, HubPaths paths)
    {
        var signed = TrustFiles.Read(path);
        try
        {
            return TrustViews.Of(TrustAnchors.ReadFile(signed), SignatureOf(signed, paths));
        }
        catch (MalformedException e)
        {
            throw new HubException($"{path}: {Reason.Of(e)}", e);
        }
    }

    private static string SignatureOf(SignedTrust signed, HubPaths paths)
    {
        if (signed.Signature.IsEmpty) return "not yet";
        if (!File.Exists(paths.RootPublic)) return $"by whom was not checked, there is no {paths.RootPublic}";
        var root = KeyFiles.ReadRoot(paths.RootPublic);
        try
        {
            TrustAnchors.Verify(signed, root);
            return $"by the root {root.Id}";
        }
        catch (MalformedException)
        {
            return $"NOT by the root {root.Id}; no board of this hub believes it";
        }
    }
}
