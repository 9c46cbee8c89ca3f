using System.Globalization;
using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Contracts.Sealing;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>Finished parts on the disk, each sealed to the registry before its first byte is written: <c>enrolment/{case}/{step}-{n}.sealed</c>.</summary>
internal sealed class CaseFolder(DataFolder data, IDisk disk, AgentIdentity identity)
{
    /// <summary>What the part of a step is sealed as: for this board, this case and this step, and no other.</summary>
    public static string KindOf(string step) => $"part-{step}";

    /// <summary>Seals a part and writes it; durable on return. Its name is not known to the case yet.</summary>
    /// <exception cref="DiskException">It was not written.</exception>
    public SealedPart Write(Guid id, string step, int number, Record part)
    {
        var registry = identity.Trust.Current.Registry;
        var bytes = RecordSeal.Seal(part, registry, identity.Node, id, KindOf(step));
        DurableFile.EnsureFolder(disk, Folder(id));
        var file = string.Create(CultureInfo.InvariantCulture, $"{step}-{number}.sealed");
        DurableFile.Replace(disk, Path.Combine(Folder(id), file), bytes);
        return new SealedPart(file, registry.Id, bytes.Length);
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Read(Guid id, SealedPart part) => File.ReadAllBytes(Path.Combine(Folder(id), part.File));

    /// <summary>Deletes what no case knows: a part that was done anew, or of a case that has ended, or one that a power cut left. Never throws.</summary>
    /// <returns>Why something is left.</returns>
    public IReadOnlyList<string> Sweep(CaseState? known)
    {
        var left = new List<string>();
        Try(left, () => ForEach(folder => Try(left, () => Clear(folder, known))));
        return left;
    }

    /// <summary>Keeps the parts of a case where no sweep finds them.</summary>
    /// <exception cref="IOException">They are where they were.</exception>
    public void SetAside(Guid id)
    {
        if (Directory.Exists(Folder(id))) SetAside(Folder(id));
    }

    /// <summary>The same for whatever case there is, as far as that can be.</summary>
    public void SetAllAside() => Try([], () => ForEach(folder => Try([], () => SetAside(folder))));

    private void SetAside(string folder)
    {
        disk.Rename(folder, Path.Combine(data.Enrolment, $"aside-{Path.GetFileName(folder)}"));
        disk.SyncFolder(data.Enrolment);
    }

    // Those of cases; what else may stand there, such as lost+found, is nobody's here.
    private void ForEach(Action<string> work)
    {
        if (!Directory.Exists(data.Enrolment)) return;
        foreach (var folder in Directory.GetDirectories(data.Enrolment).Where(f => Guid.TryParse(Path.GetFileName(f), out _))) work(folder);
    }

    private void Clear(string folder, CaseState? known)
    {
        var mine = known is not null && folder == Folder(known.Id);
        foreach (var file in Directory.GetFiles(folder).Where(f => !mine || !known!.Done.Exists(d => d.Part?.File == Path.GetFileName(f)))) disk.Delete(file);
        disk.SyncFolder(folder);
        if (!mine) Directory.Delete(folder);
    }

    private static void Try(List<string> left, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            left.Add(e.Message);
        }
    }

    private string Folder(Guid id) => Path.Combine(data.Enrolment, id.ToString());
}
