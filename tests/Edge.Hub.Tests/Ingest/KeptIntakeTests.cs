using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Ingest;

public sealed class KeptIntakeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_safe_is_signed_what_is_missing_is_asked_for_and_the_rest_is_left_alone()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 3; i++) await StoreAsync(bench, board);
        await ConfirmAsync(bench);
        await StoreAsync(bench, board);
        board.Record(10);
        board.Record(10);

        var have = await TellAsync(bench, board, (1, 6));
        var safe = SafeReceipts.Verify(Assert.Single(have.Safe), "board-1", bench.Hub.Keys.Trust);
        Assert.Equal([new SequenceRange { First = 1, Last = 3 }], safe.Ranges);
        Assert.Equal((have.ArchiveEpoch, 1UL), (safe.ArchiveEpoch, safe.ConfirmedBackup));
        Assert.Equal(1UL, have.ConfirmedBackup);
        Assert.Equal([new SequenceRange { First = 5, Last = 6 }], Assert.Single(have.Missing).Ranges);
        var asked = Assert.Single(await bench.ReadAsync(db => db.Set<AskedBack>().ToListAsync(Token)));
        Assert.Equal((5L, 6L, (long)have.ArchiveEpoch), (asked.First, asked.Last, asked.Epoch));
    }

    [Fact]
    public async Task Nothing_is_safe_before_a_copy_is_confirmed()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await StoreAsync(bench, board);
        await bench.Hub.Copies.BeginBackupAsync(Token);
        var have = await TellAsync(bench, board, (1, 1));
        Assert.Empty(have.Safe);
        Assert.Empty(have.Missing);
        Assert.Equal(0UL, have.ConfirmedBackup);
    }

    [Fact]
    public async Task A_record_half_received_again_is_missing()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(100);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 50));
        Assert.Equal([new SequenceRange { First = 1, Last = 1 }], Assert.Single((await TellAsync(bench, board, (1, 1))).Missing).Ranges);
    }

    [Fact]
    public async Task What_was_asked_for_is_on_record_once_however_often_it_is_told()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        board.Record(10);
        for (var i = 0; i < 3; i++) await TellAsync(bench, board, (1, 4));
        Assert.Single(await bench.ReadAsync(db => db.Set<AskedBack>().ToListAsync(Token)));
        Assert.Equal(1, Assert.Single(await bench.IncidentsAsync()).Count);
    }

    [Fact]
    public async Task A_page_that_could_not_be_compared_is_not_said_to_be_answered()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var told = await TellAsync(bench, board, (1, 1));
        Assert.True(told.AnswersOffer > 0);
        await bench.ExecuteAsync("ALTER TABLE AskedBack RENAME TO Gone");
        Assert.Equal(0UL, (await TellAsync(bench, board, (1, 1))).AnswersOffer);
        await bench.ExecuteAsync("ALTER TABLE Gone RENAME TO AskedBack");
        Assert.True((await TellAsync(bench, board, (1, 1))).AnswersOffer > told.AnswersOffer);
    }

    [Fact]
    public async Task A_board_that_tells_page_after_page_is_answered_a_few_and_fills_no_list()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var answered = 0;
        for (var page = 0UL; page < 8; page++)
        {
            var offer = board.NextOffer(1);
            var told = new KeptRange { ChainId = WireId.Of(board.Chain) };
            for (var i = 0UL; i < 1_000; i++) told.Ranges.Add(new SequenceRange { First = 10_000 * page + 2 * i + 1, Last = 10_000 * page + 2 * i + 1 });
            offer.Kept.Add(told);
            // What is too much is left unanswered: the board tells it again.
            answered += (await bench.AnswersAsync(board.Message("offer", offer))).Count;
        }
        Assert.InRange(answered, 3, 7);
        Assert.InRange(await bench.ReadAsync(db => db.Set<AskedBack>().CountAsync(Token)), 3 * 256, 7 * 256);
    }

    [Fact]
    public async Task Another_boards_records_are_not_its_own()
    {
        await using var bench = await IngestBench.OpenAsync();
        var (one, two) = (await bench.BoardAsync("board-1"), await bench.BoardAsync("board-2"));
        await StoreAsync(bench, one);
        await ConfirmAsync(bench);
        var offer = two.NextOffer(1);
        offer.Kept.Add(new KeptRange { ChainId = ByteString.CopyFrom(one.Chain.ToByteArray(bigEndian: true)), Ranges = { new SequenceRange { First = 1, Last = 1 } } });
        var have = await bench.SayAsync(two.Message("offer", offer));
        Assert.Empty(have.Safe);
        Assert.Single(have.Missing);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 4)]
    [InlineData(1, Limits.KeptPage + 1)]
    [InlineData(1, long.MaxValue)]
    public async Task A_page_beyond_its_limits_is_refused(long first, long last)
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var have = await TellAsync(bench, board, ((ulong)first, (ulong)last));
        Assert.Empty(have.Missing);
        Assert.Equal("malformed-offer", Assert.Single(await bench.IncidentsAsync()).Kind);
    }

    [Fact]
    public async Task The_largest_page_fits_one_answer()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        for (var i = 0; i < 8; i++) await StoreAsync(bench, board);
        await ConfirmAsync(bench);
        var offer = board.NextOffer(1);
        // Every second number far up: the most ranges that can be missing, each number as long as numbers are.
        foreach (var chain in Enumerable.Range(0, Limits.KeptChains))
        {
            var told = new KeptRange { ChainId = ByteString.CopyFrom(new Guid(chain, 1, 2, new byte[8]).ToByteArray()) };
            for (var i = 0UL; i < Limits.KeptPage / Limits.KeptChains; i++) told.Ranges.Add(new SequenceRange { First = 900_000_000_000 + 2 * i, Last = 900_000_000_000 + 2 * i });
            offer.Kept.Add(told);
        }
        var message = board.Message("offer", offer);
        Assert.InRange(message.Payload.Length, 1, Limits.MessageBytes);
        var have = await bench.SayAsync(message);
        Assert.Equal(Limits.KeptPage, (int)SequenceRanges.Count(have.Missing.SelectMany(m => m.Ranges)));
        Assert.InRange(have.CalculateSize(), 1, Limits.MessageBytes - 35_000);
    }

    private static async Task StoreAsync(IngestBench bench, SimulatedBoard board)
    {
        var (record, bytes) = board.Record(100);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100))).Records).Stored);
    }

    private static async Task ConfirmAsync(IngestBench bench)
    {
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        await bench.Hub.Copies.FinishBackupAsync(number, [(byte)number], 0, Token);
        await bench.Hub.Copies.ConfirmBackupAsync([(byte)number], Token);
    }

    private static Task<Have> TellAsync(IngestBench bench, SimulatedBoard board, (ulong First, ulong Last) range)
    {
        var offer = board.NextOffer(1);
        offer.Kept.Add(new KeptRange { ChainId = ByteString.CopyFrom(board.Chain.ToByteArray(bigEndian: true)), Ranges = { new SequenceRange { First = range.First, Last = range.Last } } });
        return bench.SayAsync(board.Message("offer", offer));
    }
}
