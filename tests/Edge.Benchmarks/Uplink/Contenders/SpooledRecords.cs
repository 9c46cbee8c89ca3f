using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Agent.Storage;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>Records as a board's spool has them: sealed, numbered and signed, one file each.</summary>
internal static class SpooledRecords
{
    /// <summary>The files of so many records, each of which holds so many bytes.</summary>
    public static IReadOnlyList<string> Make(string folder, int records, int bytes)
    {
        using var board = new Board();
        using var spool = board.OpenSpool(folder, SpoolOptions.Files);
        var custodian = new Custodian(board.Identity, spool, spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System);
        for (var i = 0; i < records; i++)
        {
            var file = new SubmittedAttachment("portrait.jpg", "image/jpeg", RandomNumberGenerator.GetBytes(bytes));
            custodian.Accept(new Submission { Kind = "card", Outcome = "complete", Priority = 5, Fields = "{}"u8.ToArray(), Attachments = [file] });
        }
        return Directory.GetFiles(new DataFolder(folder).Spool);
    }
}
