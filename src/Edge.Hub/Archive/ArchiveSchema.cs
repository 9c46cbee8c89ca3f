using Edge.Hosting.Configuration;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>The tables of this build.</summary>
internal static class ArchiveSchema
{
    /// <exception cref="ConfigurationException">The archive is of a build that this one does not follow.</exception>
    public static async Task BringUpToDateAsync(HubDb db, CancellationToken cancellationToken)
    {
        var unknown = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Except(db.Database.GetMigrations(), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
        {
            throw new ConfigurationException($"{db.Database.GetDbConnection().DataSource} has the tables of another build ({string.Join(", ", unknown)}), which this one does not know. "
                + "Nothing was done to it: run the build that made it, export its records with that, or give an empty --data.");
        }
        await db.Database.MigrateAsync(cancellationToken);
    }
}
