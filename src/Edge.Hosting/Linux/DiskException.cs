using System.Runtime.InteropServices;

namespace Edge.Hosting.Linux;

/// <summary>A file operation failed; says which, on what, and why in the kernel's words.</summary>
internal sealed class DiskException(string operation, string path, int errno)
    : IOException($"{operation} {path}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})")
{
    public string Operation { get; } = operation;

    public int Errno { get; } = errno;

    /// <summary>There was no room; nothing else is wrong with the disk.</summary>
    public bool IsFull => Errno is LibC.NoSpace or LibC.QuotaExceeded;

    public bool IsMissing => Errno is LibC.NoEntry;

    /// <summary>
    /// Descriptors or memory had run out, a signal came, or permissions were in the way: the step was not done, nothing is wrong with the disk, and it may be
    /// tried again. Never so after an fsync: the kernel may have dropped what it could not write.
    /// </summary>
    public bool IsPassing { get; } = errno is LibC.InterruptedCall or LibC.WouldBlock or LibC.NoMemory or LibC.NoAccess or LibC.NoFilesInSystem or LibC.NoFiles
        && !operation.StartsWith("fsync", StringComparison.Ordinal);
}
