namespace Edge.Iot.Spool;

/// <summary>
/// LiteDB's log. Its pages carry no checksum, and the page that confirms a transaction may reach the disk before the others, or in half:
/// after a power cut the library would then take nonsense for committed. Here that page goes out after all others are durable, its head
/// with the mark last, and what was cut off is gone before the numbers of transactions begin anew.
/// </summary>
internal sealed class LogStream(IPageFile file) : PageStream(file)
{
    private const int ConfirmedAt = 18; // where a page of format 8 says that its transaction is whole
    private const int Head = 512;       // a sector: written whole or not at all

    protected override void Put(IPageFile to, long offset, ReadOnlySpan<byte> page)
    {
        if (page.Length != PageSize || page[ConfirmedAt] == 0)
        {
            to.Write(offset, page);
            return;
        }
        to.Write(offset + Head, page[Head..]);
        to.Sync();
        to.Write(offset, page[..Head]);
    }

    protected override void Cut(IPageFile to, long length)
    {
        to.SetLength(length);
        to.Sync();
    }
}
