using Edge.Agent.Spool;
using Edge.Contracts.Signing;

namespace Edge.Agent.Tests.Support;

/// <summary>A file spool on a temporary folder, opened again as after a restart.</summary>
internal sealed class SpoolBench : IDisposable
{
    private readonly TestFolder _folder = new();
    private RecordSpool? _open;
    private Edge.Agent.Storage.StateDatabase? _state;

    public Edge.Agent.Storage.DataFolder Data => _folder.Data;

    public FaultyDisk Disk { get; } = new();

    public LogList Log { get; } = new();

    public SpoolOptions Options { get; set; } = new() { Store = SpoolOptions.Files, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 };

    public IReadOnlyList<VerifyingKey> Keys { get; set; } = [TestKeys.Shared.Node.Public];

    public Func<SpoolSetup, IRecordStore>? OpenStore { get; init; }

    public RecordSpool Open()
    {
        Close();
        (_open, _state) = TestSpool.Open(new SpoolSetup(Data, Options, Disk, Disk, Keys, TimeProvider.System, Log) { OpenStore = OpenStore });
        return _open;
    }

    /// <summary>Ends it in order.</summary>
    public void Close()
    {
        _open?.Dispose();
        _state?.Dispose();
        (_open, _state) = (null, null);
    }

    /// <summary>Ends it as a kill does: the database is not closed, so its log stays.</summary>
    public void Abandon()
    {
        var left = Directory.GetFiles(Data.Root, "state.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).ToDictionary(f => f, File.ReadAllBytes);
        Close();
        foreach (var (path, bytes) in left)
        {
            using var file = File.Create(path);
            file.Write(bytes);
        }
    }

    public static string OnlyFile(string folder) => Assert.Single(Directory.GetFiles(folder));

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }
}
