using System.Security.Cryptography;
using System.Text;

namespace Edge.Hub.Backup;

/// <summary>Tells the running hub that records are at a place away from its machine, as `confirm` does for an export's list. Each time the copy of before becomes part of the new one.</summary>
/// <param name="target">Where they are: by this the hub knows that it is the same export that goes on.</param>
internal sealed class ToldSafe(HubSocket hub, string target)
{
    private readonly byte[] _export = SHA256.HashData(Encoding.UTF8.GetBytes($"edge-export follow {target}"));

    /// <exception cref="HubException">The hub does not run, or refuses.</exception>
    public async Task TellAsync(IReadOnlyList<byte[]> manifestDigests, CancellationToken cancellationToken)
    {
        var number = (await hub.PostAsync<BegunCopy>("v1/copies/exports", new ConfirmedCopy(_export) { GoesOn = true }, cancellationToken)).Number;
        foreach (var page in manifestDigests.Chunk(ExportPage.Most)) await hub.PostAsync<long>($"v1/copies/exports/{number}/records", new ExportPage(page), cancellationToken);
        await hub.PostAsync<CopyView>($"v1/copies/exports/{number}/confirm", null, cancellationToken);
    }
}
