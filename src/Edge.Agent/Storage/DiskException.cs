using System.Runtime.InteropServices;

namespace Edge.Agent.Storage;

/// <summary>A file operation failed; says which, on what, and why in the kernel's words.</summary>
internal sealed class DiskException(string operation, string path, int errno)
    : IOException($"{operation} {path}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})")
{
    public string Operation { get; } = operation;

    public int Errno { get; } = errno;

    /// <summary>There was no room; nothing else is wrong with the disk.</summary>
    public bool IsFull => Errno is LibC.NoSpace or LibC.QuotaExceeded;

    public bool IsMissing => Errno is LibC.NoEntry;
}
