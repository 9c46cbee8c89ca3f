using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Linux;

namespace Edge.Agent.Doctor;

/// <summary>Whether a file or folder is there for this user: <c>File.Exists</c> says no to what is only out of reach.</summary>
internal static class Reach
{
    /// <summary>Looks at the way to it; what stands in it may still be closed.</summary>
    public static Reached Of(string path)
    {
        try
        {
            File.GetAttributes(path);
            return Reached.There;
        }
        catch (UnauthorizedAccessException)
        {
            return Reached.NoPermission;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Reached.Missing;
        }
        catch (IOException)
        {
            // Such as a card that cannot be read: it is there, and whoever opens it will say what is wrong.
            return Reached.There;
        }
    }

    /// <summary>Whether what is there can be read as well.</summary>
    public static Reached Reading(string file)
    {
        if (Of(file) is var reached and not Reached.There) return reached;
        try
        {
            using var open = File.OpenHandle(file);
            return Reached.There;
        }
        catch (UnauthorizedAccessException)
        {
            return Reached.NoPermission;
        }
        catch (IOException)
        {
            return Reached.There;
        }
    }

    /// <summary>What to do where this user may not see it.</summary>
    public static Said AsOther(DataFolder data) => new(
        $"chạy lại bằng sudo, hoặc bằng tài khoản của phần mềm: sudo -u edge-agent edge-agent doctor --data {data.Root}",
        $"run it again with sudo, or as the agent's user: sudo -u edge-agent edge-agent doctor --data {data.Root}");

    /// <summary>True where a failure is one of permission, wherever it was wrapped.</summary>
    public static bool IsPermission(Exception? e) => e switch
    {
        null => false,
        UnauthorizedAccessException => true,
        DiskException { Errno: LibC.NoAccess or LibC.NotPermitted } => true,
        _ => IsPermission(e.InnerException),
    };
}

internal enum Reached
{
    There,
    Missing,
    NoPermission,
}
