using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Hub.Dashboard.Words;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Dashboard.Shell;

/// <summary>Tries an act and says what stood in its way, as far as whoever tried can do something about it.</summary>
internal static class Attempt
{
    /// <returns>What is wrong, in lines; null where it is done.</returns>
    public static async Task<string?> ProblemAsync(Tongue tongue, Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (NotAllowedException)
        {
            return tongue[Common.NotYours];
        }
        catch (Exception e) when (e is MalformedException or HubException)
        {
            return PlainText.Lines(e.Message);
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException or IOException or UnauthorizedAccessException)
        {
            return tongue[Common.ArchiveBusy];
        }
    }
}
