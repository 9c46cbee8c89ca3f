using System.Runtime.InteropServices;

namespace Edge.Hosting.Linux;

/// <summary>A file operation failed; says which, on what, and why in the kernel's words.</summary>
internal sealed class DiskException(string operation, string path, int errno)
    : IOException($"{operation} {path}: {Kernel(errno)} (errno {errno})", errno)
{
    /// <summary>The operation that asks for bytes of a file.</summary>
    public const string Reading = "read";

    public string Operation { get; } = operation;

    public int Errno { get; } = errno;

    /// <summary>There was no room; nothing else is wrong with the disk.</summary>
    public bool IsFull => Errno is LibC.NoSpace or LibC.QuotaExceeded;

    public bool IsMissing => Errno is LibC.NoEntry;

    /// <summary>
    /// Descriptors or memory had run out, a signal came, permissions were in the way, or a sector could not be read: the step was not done, nothing is wrong with
    /// what is written, and it may be tried again. Never so after an fsync: the kernel may have dropped what it could not write.
    /// </summary>
    public bool IsPassing => IsUnread
        || (Errno is LibC.InterruptedCall or LibC.WouldBlock or LibC.NoMemory or LibC.NoAccess or LibC.NoFilesInSystem or LibC.NoFiles
            && !Operation.StartsWith("fsync", StringComparison.Ordinal));

    /// <summary>A sector could not be read: the kernel says nothing of the bytes on it.</summary>
    public bool IsUnread { get; } = errno is LibC.InputOutput && operation == Reading;

    /// <summary>What the kernel calls an error.</summary>
    public static string Kernel(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>What .NET made of the kernel's error, as the kernel told it.</summary>
    public static DiskException From(string operation, string path, Exception e) => e as DiskException ?? new(operation, path, e switch
    {
        FileNotFoundException or DirectoryNotFoundException => LibC.NoEntry,
        IOException => e.HResult,
        // What was not permitted has errno within.
        _ => e.InnerException?.HResult ?? LibC.NoAccess,
    });
}
