using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Edge.Agent.Update;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;

namespace Edge.Agent.Tests.Update;

/// <summary>Release files as they are packed and signed, of a program of three small files.</summary>
internal sealed class TestRelease(string folder, SigningKey key)
{
    /// <summary>Makes one; its file's name is its version's.</summary>
    /// <param name="programBytes">So much of it cannot be compressed.</param>
    /// <param name="change">What its manifest says otherwise, before it is signed.</param>
    public async Task<string> MakeAsync(string version, ulong number, Action<ReleaseManifest>? change = null, SigningKey? by = null, (string Version, ulong Number)? basis = null, int programBytes = 0)
    {
        var files = Files(version);
        Directory.CreateDirectory(Path.Combine(files, "prompts", "vi"));
        await File.WriteAllBytesAsync(Path.Combine(files, "edge-agent"), [.. Encoding.UTF8.GetBytes($"program {version}"), .. RandomNumberGenerator.GetBytes(programBytes)]);
        File.SetUnixFileMode(Path.Combine(files, "edge-agent"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await File.WriteAllBytesAsync(Path.Combine(files, "lib.dll"), [.. Enumerable.Range(0, 600).Select(i => (byte)((i * i) + (int)number))]);
        await File.WriteAllTextAsync(Path.Combine(files, "prompts", "vi", "a.wav"), "the same in every version");
        var manifest = new ReleaseManifest { Version = version, Number = number, Architecture = ProgramFacts.Architecture, System = ProgramFacts.SystemGeneration, Formats = { ProgramFacts.StoredFormats }, BaseNumber = basis?.Number ?? 0 };
        change?.Invoke(manifest);
        var (packed, signed) = (Path.Combine(folder, version + ".packed"), Path.Combine(folder, version + ReleaseRules.Extension));
        await new ReleasePacker(manifest, files, basis is { } b ? Files(b.Version) : null, CompressionLevel.Optimal).WriteAsync(packed, TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(packed);
        File.Delete(packed);
        var head = ReleaseHead.Read(bytes);
        await File.WriteAllBytesAsync(signed, [.. ReleaseHead.Write(head.Sign(by ?? key)), .. bytes[head.Length..]]);
        return signed;
    }

    private string Files(string version) => Path.Combine(folder, "files-" + version);
}
