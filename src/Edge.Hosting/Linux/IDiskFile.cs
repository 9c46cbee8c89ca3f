namespace Edge.Hosting.Linux;

/// <summary>A new file being written from its start.</summary>
internal interface IDiskFile : IDisposable
{
    /// <summary>Writes all of it, or throws.</summary>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Makes what was written durable; not its name, see <see cref="IDisk.SyncFolder"/>.</summary>
    void Sync();
}
