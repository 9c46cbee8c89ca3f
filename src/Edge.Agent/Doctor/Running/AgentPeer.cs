using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Doctor.Running;

/// <summary>The process behind the data folder's socket or its lock, as the kernel names it: also of an agent that does not answer.</summary>
/// <param name="Stopped">Somebody stopped it (SIGSTOP, Ctrl-Z): it does nothing until it is told to go on.</param>
internal sealed record AgentPeer(int Pid, bool Stopped)
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>Who listens at the socket; null where nobody does, or this user may not ask.</summary>
    public static AgentPeer? AtSocket(DataFolder data)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(data.Socket));
            // struct ucred: pid, uid, gid.
            var credentials = new byte[12];
            socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return Of(MemoryMarshal.Read<int>(credentials));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Who holds the data folder, by the kernel's table of locks; null where nobody does.</summary>
    public static AgentPeer? AtLock(DataFolder data, SysFiles files)
    {
        if (FileFacts.Of(data.LockFile) is not { } file) return null;
        var place = $"{MountTable.Read().DeviceOf(data.LockFile)}:{file.Inode}";
        // "1: FLOCK  ADVISORY  WRITE 1234 08:01:131081 0 EOF"
        return (files.Text("proc/locks") ?? "").Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f is [_, "FLOCK", _, _, _, _, ..] && f[5].EndsWith(place, StringComparison.Ordinal))
            .Select(f => int.TryParse(f[4], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? Of(pid) : null).FirstOrDefault(p => p is not null);
    }

    internal static AgentPeer? Of(int pid)
    {
        // "1234 (name with ) and spaces) T ..."
        if (pid <= 0 || new SysFiles().Text($"proc/{pid}/stat") is not { } stat) return null;
        return new AgentPeer(pid, stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is ['T' or 't', ..]);
    }
}
