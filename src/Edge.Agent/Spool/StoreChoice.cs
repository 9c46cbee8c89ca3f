using Edge.Agent.Configuration;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Storage;

namespace Edge.Agent.Spool;

/// <summary>Which store the settings ask for, and whether the records of the other one would be left behind.</summary>
internal static class StoreChoice
{
    private const string Key = $"{SpoolOptions.Section}:{nameof(SpoolOptions.Store)}";

    /// <summary>How to open it; null for files.</summary>
    public static Func<SpoolSetup, IRecordStore>? Of(SpoolOptions options) =>
        options.Store == SpoolOptions.LiteDb ? setup => new LiteDbRecordStore(setup) : null;

    /// <exception cref="ConfigurationException">Records wait where the store asked for does not look.</exception>
    public static void Check(DataFolder data, SpoolOptions options)
    {
        if (options.Store == SpoolOptions.Files && File.Exists(data.LiteDbSpool))
        {
            throw new ConfigurationException($"{Key} is {SpoolOptions.Files}, but {data.LiteDbSpool} may hold records that only {Key}={SpoolOptions.LiteDb} can read; "
                + "run with that until nothing is queued and stop it, which takes the file away");
        }
        if (options.Store == SpoolOptions.LiteDb && Directory.Exists(data.Spool) && Directory.EnumerateFiles(data.Spool).Any())
        {
            throw new ConfigurationException($"{Key} is {SpoolOptions.LiteDb}, but {data.Spool} holds records of {Key}={SpoolOptions.Files}; run with that until nothing is queued");
        }
    }
}
