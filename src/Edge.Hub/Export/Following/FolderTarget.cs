using Edge.Contracts;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;

namespace Edge.Hub.Export.Following;

/// <summary>A folder, as `export` writes it, for as long as it is the one it was at the start.</summary>
internal sealed class FolderTarget(ExportFolder folder, ExportPlace place) : IExportTarget
{
    public Task<Delivery> DeliverAsync(ArchivedRecord row, OpenedRecord opened, CancellationToken cancellationToken)
    {
        try
        {
            // Before: nothing is written, or made, where another file system should be. After: what went elsewhere is not there.
            Check();
            var (outcome, problems) = folder.Put(row, opened);
            Check();
            return Task.FromResult(new Delivery(outcome == Exported.Failed ? string.Join("; ", problems) : null));
        }
        catch (MalformedException e)
        {
            return Task.FromResult(new Delivery(Reason.Of(e)));
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException io && (ExportDisk.IsOver(io, folder.Path) || ExportPlace.IsAway(io))))
        {
            throw new NotNowException($"{folder.Path} takes nothing: {Reason.Of(e)}", e);
        }
        catch (IOException e)
        {
            Check();
            return Task.FromResult(new Delivery($"it could not be written or read back: {Reason.Of(e)}"));
        }
    }

    private void Check()
    {
        if (!place.IsThere) throw new NotNowException(place.Problem);
    }
}
