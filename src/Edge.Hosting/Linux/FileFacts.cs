namespace Edge.Hosting.Linux;

/// <summary>What the kernel knows of a file that .NET does not tell.</summary>
/// <param name="Device">The file system it is on, by the kernel's two numbers as one.</param>
/// <param name="User">Its owner's number.</param>
/// <param name="Group">Its group's number.</param>
internal sealed record FileFacts(ulong Inode, ulong Device, uint User, uint Group)
{
    // struct statx: the same on every machine.
    private const int Bytes = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;

    /// <summary>Null where it is not there, or out of reach.</summary>
    public static unsafe FileFacts? Of(string path)
    {
        var statx = stackalloc byte[Bytes];
        return LibC.StatX(LibC.CurrentFolder, path, 0, LibC.StatInode | LibC.StatOwner, statx) == 0
            ? new FileFacts(*(ulong*)(statx + InodeOffset), *(ulong*)(statx + DeviceOffset), *(uint*)(statx + UserOffset), *(uint*)(statx + GroupOffset)) : null;
    }
}
