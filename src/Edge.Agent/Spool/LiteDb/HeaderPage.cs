using System.Buffers.Binary;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// The first page of LiteDB's data file. The library reads it before its log, so that a power cut in the middle of writing it would leave
/// a file that does not open, although the log has the page whole. Here it is written again from there first.
/// </summary>
internal static class HeaderPage
{
    private const int PageId = 0;
    public const int TransactionId = 14;
    private const int Confirmed = LogStream.ConfirmedAt;

    public static void Mend(IPageFile data, IPageFile log)
    {
        if (data.Length == 0) return;
        var (page, newest) = (new byte[PageStream.PageSize], (byte[]?)null);
        for (long at = 0; at + page.Length <= log.Length && log.Read(at, page) == page.Length; at += page.Length)
        {
            if (page[Confirmed] != 0 && BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(PageId)) == 0) newest = [.. page];
        }
        if (newest is null) return;
        // As a checkpoint would write it.
        BinaryPrimitives.WriteUInt32LittleEndian(newest.AsSpan(TransactionId), uint.MaxValue);
        newest[Confirmed] = 0;
        data.Write(0, newest);
        data.Sync();
    }
}
