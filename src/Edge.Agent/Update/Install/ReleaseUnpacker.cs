using System.IO.Compression;
using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Releases;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Update.Install;

/// <summary>Makes a program's folder of a release file whose signature and digest were checked. When it returns every file is durable and was compared with its own digest; before that nothing names the folder.</summary>
internal sealed class ReleaseUnpacker(InstallFolder folder, IDisk disk)
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runs = ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="file">Of nobody else.</param>
    /// <param name="basis">Where the files are that the release is short of.</param>
    /// <exception cref="MalformedException">A file is not what was signed.</exception>
    /// <exception cref="DiskException">There was no room, or the disk failed.</exception>
    public void Unpack(FileStream file, ReleaseHead head, string basis)
    {
        var place = folder.Of(head.Manifest.Version);
        Remove(place);
        Open(folder.Releases);
        Open(place);
        List<string> folders = [.. head.Manifest.Files.SelectMany(f => ReleaseRules.Folders(f.Path)).Distinct().Order(StringComparer.Ordinal).Select(f => Path.Combine(place, f))];
        foreach (var made in folders) Open(made);
        file.Position = head.Length;
        using var payload = new BrotliStream(file, CompressionMode.Decompress, leaveOpen: true);
        foreach (var entry in head.Manifest.Files)
        {
            if (entry.OfBase) using (var from = ReleaseSource.Open(Path.Combine(basis, entry.Path), Limits.ReleaseUnpackedBytes)) Write(from, entry, place);
            else Write(payload, entry, place);
        }
        WriteHead(head, place);
        foreach (var made in (string[])[.. folders, place, folder.Releases, folder.Root]) disk.SyncFolder(made);
    }

    /// <summary>A folder that nobody runs from, or the part of one.</summary>
    public void Remove(string path)
    {
        if (!Directory.Exists(path)) return;
        foreach (var file in Directory.GetFiles(path)) disk.Delete(file);
        foreach (var inner in Directory.GetDirectories(path)) Remove(inner);
        Directory.Delete(path);
    }

    private void Open(string path)
    {
        disk.CreateFolder(path);
        File.SetUnixFileMode(path, Runs);
    }

    private void Write(Stream from, ReleaseEntry entry, string place)
    {
        var path = Path.Combine(place, entry.Path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = disk.CreateFile(path, (long)entry.Size);
        var block = new byte[ReleaseSource.BlockBytes];
        for (var left = (long)entry.Size; left > 0;)
        {
            var read = Read(from, block.AsSpan(0, (int)Math.Min(left, block.Length)), entry);
            hash.AppendData(block.AsSpan(0, read));
            file.Write(block.AsSpan(0, read));
            left -= read;
        }
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(entry.Digest.Span)) throw Wrong(entry);
        File.SetUnixFileMode(path, entry.Executable ? Runs : ForAll);
        file.Sync();
    }

    private static int Read(Stream from, Span<byte> block, ReleaseEntry entry)
    {
        try
        {
            return from.Read(block) is > 0 and var read ? read : throw Wrong(entry);
        }
        catch (InvalidDataException)
        {
            throw Wrong(entry);
        }
    }

    private static MalformedException Wrong(ReleaseEntry entry) =>
        new(entry.OfBase ? $"the file {entry.Path} of the program that runs is not the one the release builds on; bring the whole release" : $"the file {entry.Path} of the release is not the one its manifest names");

    private void WriteHead(ReleaseHead head, string place)
    {
        var path = Path.Combine(place, ReleaseRules.HeadName);
        var bytes = ReleaseHead.Write(head.Signed);
        using var file = disk.CreateFile(path, bytes.Length);
        file.Write(bytes);
        File.SetUnixFileMode(path, ForAll);
        file.Sync();
    }
}
