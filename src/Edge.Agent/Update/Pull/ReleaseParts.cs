using System.Globalization;
using System.Security.Cryptography;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Uplink.Objects;
using Edge.Contracts;
using Edge.Contracts.Uplink;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update.Pull;

/// <summary>
/// A release that comes over weeks: a file for each block, written once and whole with its digest, so that neither a cut nor a damaged
/// spot of the card costs more than a block. What is named for another release, or is of the wrong size, is deleted.
/// </summary>
internal sealed class ReleaseParts : IObjectPieces
{
    public const int BlockBytes = 128 * 1024;

    private readonly IDisk _disk;
    private readonly string _folder;
    private readonly string _prefix;
    private readonly long _size;
    private readonly Action<ReleaseParts> _kept;
    private readonly Action<ReleaseParts> _whole;
    private long _here;
    private (int Index, byte[] Bytes, RangeSet Here)? _open;

    /// <param name="digest">SHA-256 of the release file, hexadecimal.</param>
    /// <param name="kept">Told after each block that was kept. Throws <see cref="MalformedException"/> where the release is refused by what is here already.</param>
    /// <param name="whole">Takes the release once all blocks are here.</param>
    public ReleaseParts(IDisk disk, string folder, string digest, long size, Action<ReleaseParts> kept, Action<ReleaseParts> whole)
    {
        (_disk, _folder, _prefix, _size, _kept, _whole) = (disk, folder, digest[..16] + "-", size, kept, whole);
        DurableFile.EnsureFolder(disk, folder);
        var here = Enumerable.Range(0, Blocks).Where(i => new FileInfo(PathOf(i)) is { Exists: true } file && file.Length == LengthOf(i) + SHA256.HashSizeInBytes).ToList();
        var names = here.Select(i => Path.GetFileName(PathOf(i))).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder).Where(f => !names.Contains(Path.GetFileName(f)))) disk.Delete(file);
        foreach (var i in here) Arrived.Add(StartOf(i), StartOf(i) + LengthOf(i));
        _here = Arrived.Covered;
    }

    public RangeSet Arrived { get; } = [];

    /// <summary>How many bytes are here, for whoever looks from another thread.</summary>
    public ulong Here => (ulong)Volatile.Read(ref _here);

    private int Blocks => (int)((_size + BlockBytes - 1) / BlockBytes);

    public void Write(long first, ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            var index = (int)(first / BlockBytes);
            var length = (int)Math.Min(piece.Length, StartOf(index) + LengthOf(index) - first);
            WriteInBlock(index, (int)(first - StartOf(index)), piece[..length]);
            first += length;
            piece = piece[length..];
        }
    }

    /// <summary>The first bytes, as many as there may be of its head; null where they are not here.</summary>
    public byte[]? Beginning()
    {
        var length = (int)Math.Min(_size, Limits.ReleaseHeadBytes);
        if (!Arrived.Contains(0, length) || _open is { } open && StartOf(open.Index) < length) return null;
        var bytes = new List<byte>(length + BlockBytes);
        for (var i = 0; bytes.Count < length; i++)
        {
            if (Read(i) is not { } block) return null;
            bytes.AddRange(block);
        }
        return [.. bytes[..length]];
    }

    public bool TryTake(ReadOnlySpan<byte> digest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < Blocks; i++)
        {
            if (Read(i) is { } block) hash.AppendData(block);
        }
        if (!Arrived.Contains(0, _size)) return false;
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(digest))
        {
            Clear();
            return false;
        }
        _whole(this);
        return true;
    }

    /// <summary>Writes all of it, one block after another.</summary>
    /// <exception cref="IOException">A block cannot be read; it is pulled again.</exception>
    public void CopyTo(IDiskFile file)
    {
        for (var i = 0; i < Blocks; i++) file.Write(Read(i) ?? throw new IOException($"{PathOf(i)} is damaged; its block of the release is pulled again"));
    }

    /// <summary>Throws away what is here.</summary>
    public void Clear()
    {
        Delete(_disk, _folder);
        Arrived.Clear();
        _here = 0;
        _open = null;
    }

    /// <summary>Bytes that lie in such a folder.</summary>
    public static long BytesIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles().Sum(f => Math.Max(0, f.Length - SHA256.HashSizeInBytes)) : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Told to people and to the hub; whoever begins meets it again.
            return 0;
        }
    }

    /// <summary>Throws away whatever release lies in such a folder.</summary>
    public static void Delete(IDisk disk, string folder)
    {
        if (!Directory.Exists(folder) || Directory.GetFiles(folder) is not { Length: > 0 } files) return;
        foreach (var file in files) disk.Delete(file);
        disk.SyncFolder(folder);
    }

    // One block at a time is filled: what else comes is not kept, and asked for when its turn is.
    private void WriteInBlock(int index, int at, ReadOnlySpan<byte> piece)
    {
        if (Arrived.Contains(StartOf(index), StartOf(index) + LengthOf(index))) return;
        var open = _open ??= (index, new byte[LengthOf(index)], []);
        if (open.Index != index) return;
        piece.CopyTo(open.Bytes.AsSpan(at));
        open.Here.Add(at, at + piece.Length);
        if (open.Here.Contains(0, open.Bytes.Length))
        {
            DurableFile.Replace(_disk, PathOf(index), DigestedFile.Of(open.Bytes));
            _open = null;
        }
        Arrived.Add(StartOf(index) + at, StartOf(index) + at + piece.Length);
        Volatile.Write(ref _here, Arrived.Covered);
        if (_open is null) _kept(this);
    }

    private byte[]? Read(int index)
    {
        try
        {
            return DigestedFile.Read(File.ReadAllBytes(PathOf(index))).ToArray();
        }
        catch (Exception e) when (e is MalformedException or FileNotFoundException)
        {
            _disk.Delete(PathOf(index));
            Arrived.Remove(StartOf(index), StartOf(index) + LengthOf(index));
            return null;
        }
    }

    private string PathOf(int index) => Path.Combine(_folder, _prefix + index.ToString("D5", CultureInfo.InvariantCulture));

    private static long StartOf(int index) => (long)index * BlockBytes;

    private int LengthOf(int index) => (int)Math.Min(BlockBytes, _size - StartOf(index));
}
