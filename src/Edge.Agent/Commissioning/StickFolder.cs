using System.Text;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Hosting.Linux;

namespace Edge.Agent.Commissioning;

/// <summary>The provisioning file of a stick while it waits for its hub: from here on the stick may be pulled and the power may go.</summary>
internal sealed class StickFolder(DataFolder data, IDisk disk)
{
    public string Waiting => Path.Combine(data.Stick, "waiting.txt");

    /// <summary>Keeps it, durably, in the place of another; false where this very one waits already.</summary>
    /// <exception cref="DiskException">It was not kept; the one that waited still does.</exception>
    public bool Put(string text)
    {
        if (Read() == text) return false;
        DurableFile.EnsureFolder(disk, data.Stick);
        DurableFile.Replace(disk, Waiting, Encoding.UTF8.GetBytes(text));
        return true;
    }

    /// <summary>What waits; null where nothing does, or where nobody could have put that there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public string? Read()
    {
        if (!File.Exists(Waiting)) return null;
        try
        {
            return Encoding.UTF8.GetString(StickFile.Read(Waiting, StickDrop.MostBytes));
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>It has done what it can, and holds a secret: away with it.</summary>
    public void Clear()
    {
        if (!Directory.Exists(data.Stick)) return;
        disk.Delete(Waiting);
        disk.SyncFolder(data.Stick);
    }
}
