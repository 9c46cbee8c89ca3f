using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>A board's card, copied as cp -r does it.</summary>
internal static class CardCopy
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Copies the data folder; the setup that is returned starts an agent on the copy.</summary>
    public static AgentSetup Make(AgentSetup setup, string target)
    {
        foreach (var folder in Directory.EnumerateDirectories(setup.Data, "*", SearchOption.AllDirectories).Prepend(setup.Data))
        {
            Directory.CreateDirectory(Path.Combine(target, Path.GetRelativePath(setup.Data, folder)), Private);
        }
        foreach (var file in Directory.EnumerateFiles(setup.Data, "*", SearchOption.AllDirectories).Where(IsData)) File.Copy(file, Path.Combine(target, Path.GetRelativePath(setup.Data, file)));
        return setup with { Data = target };
    }

    /// <summary>Puts a copy in the place of what is there now, as a restored card does.</summary>
    public static void Restore(string copy, AgentSetup setup)
    {
        Directory.Delete(setup.Data, recursive: true);
        Directory.Move(copy, setup.Data);
    }

    private static bool IsData(string file) => !file.EndsWith(".sock", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal);
}
