using Edge.Hosting.Linux;
using Edge.Hub.Export;

namespace Edge.Hub.Backup;

/// <summary>Tells the running hub that a copy is away from its machine. An export's list is told page by page, so that boards are served in between; interrupted, it is simply run again.</summary>
internal sealed class ConfirmTool(HubSocket hub, Action<string> talk)
{
    private const int Told = 50_000;

    /// <exception cref="HubException">The file cannot be read, or the hub does not know it.</exception>
    public async Task<CopyView> RunAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            talk($"reading {path}");
            var file = new ConfirmedCopy(await BackupFile.DigestAsync(path, cancellationToken));
            return BackupFile.IsDatabase(path)
                ? await hub.PostAsync<CopyView>("v1/copies/confirm", file, cancellationToken)
                : await ExportAsync(file, ExportList.Read(path), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }

    private async Task<CopyView> ExportAsync(ConfirmedCopy file, IReadOnlyList<byte[]> digests, CancellationToken cancellationToken)
    {
        var number = (await hub.PostAsync<BegunCopy>("v1/copies/exports", file, cancellationToken)).Number;
        var done = 0;
        foreach (var page in digests.Chunk(ExportPage.Most))
        {
            await hub.PostAsync<long>($"v1/copies/exports/{number}/records", new ExportPage(page), cancellationToken);
            if ((done += page.Length) % Told == 0) talk($"{done} of {digests.Count} records told to the hub");
        }
        return await hub.PostAsync<CopyView>($"v1/copies/exports/{number}/confirm", null, cancellationToken);
    }
}

/// <summary>A copy that is away from this machine, by its file.</summary>
internal sealed record ConfirmedCopy(byte[] Sha256)
{
    /// <summary>An export that goes on for ever: <see cref="Sha256"/> stands for it, not for a list.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>Some of the records an export lists, by the digests of their manifests.</summary>
internal sealed record ExportPage(IReadOnlyList<byte[]> ManifestDigests)
{
    /// <summary>So many at once: boards that are sending meanwhile wait for no more than that.</summary>
    public const int Most = 500;
}
