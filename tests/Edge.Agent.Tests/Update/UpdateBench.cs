using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;
using Edge.Testing.Time;
using Google.Protobuf;

namespace Edge.Agent.Tests.Update;

/// <summary>A provisioned board's data, root's folder beside it, and a service that starts what is current; waiting costs no time.</summary>
internal sealed class UpdateBench : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestKeys _keys = TestKeys.Shared;

    /// <param name="root">Where root's folder is; beside the data where it is not told.</param>
    public UpdateBench(IDisk? disk = null, string? root = null, IFreeSpace? space = null)
    {
        Data = new DataFolder(Path.Combine(_folder.Root, "data"));
        Folder = new InstallFolder(root ?? Directory.CreateDirectory(Path.Combine(_folder.Root, "releases")).FullName);
        Directory.CreateDirectory(Data.Identity);
        File.WriteAllText(new IdentityFiles(Data).Provisioned, TestProvisioning.File());
        Believe(2, Key.Public);
        Releases = new TestRelease(Directory.CreateDirectory(Path.Combine(_folder.Root, "made")).FullName, Key);
        Unit = new TestUnit(Folder, Data);
        Disk = disk ?? new LinuxDisk();
        Space = space ?? new LinuxDisk();
    }

    public SigningKey Key { get; } = SigningKey.Create();

    public DataFolder Data { get; }

    public InstallFolder Folder { get; }

    public TestRelease Releases { get; }

    public TestUnit Unit { get; }

    public HeldTime Time { get; } = new();

    public IDisk Disk { get; set; }

    public IFreeSpace Space { get; set; }

    public UpdateOptions Options { get; set; } = new() { KeepFreeBytes = 0 };

    /// <summary>The package's program.</summary>
    public ProgramFacts Package { get; set; } = new("0.9", 1, ProgramFacts.SystemGeneration, ProgramFacts.StoredFormats, TestUnit.PackageFolder);

    public Switch Switch => new(Folder, Data, Unit, Options, Disk, Time);

    public Installer Installer => new(Folder, Switch, new PinnedTrust(Folder, new IdentityFiles(Data), Disk), Package, ProgramFacts.Architecture, Options, Disk, Space, Time);

    public InstallState State => InstallState.Read(Folder.State);

    public string Launched => TestUnit.Launched(Folder);

    /// <summary>The hub's trust file of that version names these release keys.</summary>
    public void Believe(ulong version, params VerifyingKey[] keys) =>
        DurableFile.Write(new IdentityFiles(Data).Trust, _keys.NextTrust(f => f.ReleaseKeys.AddRange(keys.Select(TestKeys.Public)), version: version).ToByteArray());

    public Task<ReleaseOutcome> InstallAsync(string file, bool again = false) => Installer.InstallAsync(file, again, TestContext.Current.CancellationToken);

    public async Task<ReleaseOutcome> InstallAsync(string version, ulong number) => await InstallAsync(await Releases.MakeAsync(version, number));

    public void Dispose() => _folder.Dispose();
}
