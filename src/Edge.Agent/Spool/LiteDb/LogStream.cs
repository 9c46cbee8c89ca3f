namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// LiteDB's log. Its pages carry no checksum, and the page that confirms a transaction may reach the disk before the others, or in half:
/// after a power cut the library would then take nonsense for committed. Here the mark, one byte, goes out after all pages are durable, and
/// what was cut off is gone before the numbers of transactions begin anew.
/// </summary>
internal sealed class LogStream(IPageFile file) : PageStream(file)
{
    public const int ConfirmedAt = 18; // where a page of format 8 says that its transaction is whole

    protected override void Put(IPageFile to, long offset, ReadOnlySpan<byte> page)
    {
        if (page.Length != PageSize || page[ConfirmedAt] == 0)
        {
            to.Write(offset, page);
            return;
        }
        to.Write(offset, [.. page[..ConfirmedAt], 0, .. page[(ConfirmedAt + 1)..]]);
        to.Sync();
        to.Write(offset + ConfirmedAt, page.Slice(ConfirmedAt, 1));
    }

    protected override void Cut(IPageFile to, long length)
    {
        to.SetLength(length);
        to.Sync();
    }
}
