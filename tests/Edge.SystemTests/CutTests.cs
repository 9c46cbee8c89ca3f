using System.Globalization;
using System.Security.Cryptography;
using Edge.Agent.Custody;
using Edge.Agent.Uplink;
using Edge.SystemTests.Support;
using Edge.Testing.Time;

namespace Edge.SystemTests;

public sealed class CutTests
{
    private const int RecordBytes = 200_000;
    private const int WindowBytes = 64 * 1024;
    private const int Step = 1_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>One record a cut: the link breaks after 1,000 bytes up, after 2,000, and so on until a transfer is over before its cut.</summary>
    [Fact]
    public async Task A_link_cut_at_every_thousandth_byte_still_delivers_and_repeats_nothing_acknowledged()
    {
        await using var system = await EdgeSystem.StartAsync();
        var kiosk = await system.AddKioskAsync("kiosk-1");
        await using var board = new BoardInProcess(kiosk.Setup.Data, new UplinkOptions { WindowBytes = WindowBytes, RetryDelay = TimeSpan.FromMilliseconds(100) });
        await board.StartAsync();
        await Until.TrueAsync(() => Task.FromResult(board.Status.Now.LastHaveAt is not null), Limit, () => "the board never heard the hub");

        var (cuts, worst) = (0, 0L);
        for (var after = Step; ; after += Step)
        {
            var before = board.Audit.Resent;
            var cut = kiosk.Link.CutAfterUpBytes(after);
            board.Custodian.Accept(new Submission { Kind = "card", Fields = "{}"u8.ToArray(), Attachments = [new SubmittedAttachment("data.bin", "application/octet-stream", RandomNumberGenerator.GetBytes(RecordBytes))] });
            await Until.TrueAsync(() => Task.FromResult(cut.IsCompleted || board.Waiting == 0), Limit, () => $"neither cut nor delivered, cut due after {after} bytes");
            var wasCut = cut.IsCompleted;
            kiosk.Link.Restore();
            await Until.TrueAsync(() => Task.FromResult(board.Waiting == 0), Limit, () => $"not delivered after the cut at byte {after}: {board.Status.Now}\nhub: {system.Hub.LastLines}");

            worst = Math.Max(worst, board.Audit.Resent - before);
            if (!wasCut) break;
            cuts++;
            Assert.True(after < 4 * RecordBytes, "the transfer never ends before its cut");
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{cuts} cuts; {board.Audit.Sent} bytes sent, {board.Audit.Resent} of them again, at most {worst} a cut (window {WindowBytes}); acknowledged and sent again: {board.Audit.AcknowledgedAgain}"));
        Assert.InRange(cuts, RecordBytes / Step, 2 * RecordBytes / Step);
        Assert.Equal(0, board.Audit.AcknowledgedAgain);
        Assert.InRange(worst, 0, WindowBytes);
        Assert.Equal(cuts + 1, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }
}
