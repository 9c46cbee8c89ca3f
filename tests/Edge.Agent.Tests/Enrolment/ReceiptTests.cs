using System.Security.Cryptography;
using Edge.Agent.Devices;
using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Enrolment.Results;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>A receipt, and what a kiosk of the area says when it is shown.</summary>
public sealed class ReceiptTests : IAsyncLifetime
{
    private const string Number = DeskBench.Number;

    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task A_receipt_names_the_record_and_its_board_signed_and_nobody()
    {
        var slip = await EnrolAsync();
        Assert.Equal((true, "D001", "vi"), (slip.Sample, slip.Ticket, slip.Language));
        var code = ReceiptCode.Read(slip.Code!)!;
        var (manifest, _) = Assert.Single(_bench.Records());
        Assert.Equal(("kiosk-1", new Guid(manifest.RecordId.Span, bigEndian: true)), (code.Node, code.RecordId));
        Assert.True(code.IsSignedBy(TestKeys.Shared.Node.Public));
        using var record = _bench.Spool.Open(Assert.Single(_bench.Spool.Queued));
        Assert.Equal(Convert.ToHexStringLower(record.Manifest.Digest)[..16], code.Digest);
        Assert.DoesNotContain(Number, slip.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_answer_is_told_once_the_hub_has_said_it_and_a_retake_says_why()
    {
        var slip = await EnrolAsync();
        var id = _bench.Records()[0].Manifest.RecordId;
        Assert.Equal("not-known", Find(slip.Code!)!.Id);
        _bench.Store.Take(Names.AnswersObject, 1, _bench.Area.AnswersObject(1, Answer(id, "accepted", at: 1)));
        Assert.Equal("accepted", Find(slip.Code!)!.Id);
        _bench.Store.Take(Names.AnswersObject, 2, _bench.Area.AnswersObject(2, Answer(id, "accepted", at: 1), Answer(id, "retake", "fingers", 2)));
        Assert.Equal(new Result("retake", "fingers"), Find(slip.Code!));
        Assert.Equal("retake", Find(DeskBench.Card)!.Id); // the card serves as well
        Assert.Equal("not-known", Find(DeskBench.Card.Replace(Number, "011190123460", StringComparison.Ordinal))!.Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_forged_receipt_is_told_apart_without_network_and_a_neighbours_is_believed()
    {
        var slip = await EnrolAsync();
        using var neighbour = SigningKey.Create();
        var theirs = new ReceiptCode("kiosk-2", TestRecords.NewId(), "0011223344556677").Sign(neighbour);
        Assert.Equal(Result.Forged, Find(theirs));
        _bench.Store.Take(Names.AreaObject, 2, _bench.Area.AreaObject(2, a => a.Boards.Add(new AreaBoard { Node = "kiosk-2", Keys = { ByteString.CopyFrom(neighbour.Public.Spki.Span) } })));
        Assert.Equal(Result.NotKnown, Find(theirs));

        var own = ReceiptCode.Read(slip.Code!)!;
        foreach (var forged in (string[])
        [
            slip.Code!.Replace("kiosk-1", "kiosk-2", StringComparison.Ordinal),
            slip.Code.Replace(own.RecordId.ToString(), TestRecords.NewId().ToString(), StringComparison.Ordinal),
            slip.Code.Replace(own.Digest, "0000000000000001", StringComparison.Ordinal),
            slip.Code[..^2] + (slip.Code.EndsWith("AA", StringComparison.Ordinal) ? "BB" : "AA"),
            new ReceiptCode("kiosk-1", own.RecordId, own.Digest).Sign(neighbour),
            "edge1:receipt:", "edge1:receipt:kiosk-1", $"{slip.Code}:more", new string('A', 5000) is var many ? $"edge1:receipt:{many}" : "",
        ]) Assert.Equal(Result.Forged, Find(forged));
        Assert.Null(Find("edge1:ticket:kiosk-1:1:A001:ABCDEF"));
        Assert.Null(Find("https://example.test/"));
    }

    [Fact(Timeout = 120_000)]
    public async Task It_is_said_in_the_language_of_the_button_and_printed_and_a_code_that_is_held_still_is_answered_once()
    {
        var slip = await EnrolAsync();
        var paper = _bench.Slips.Next()!;
        _bench.Slips.Printed(paper);
        var desk = new ResultDesk(Book(), _bench.State, _bench.Slips, _bench.Voice, new KioskSettings(new KioskOptions()), Options.Create(new DevicesOptions()), _bench.Time, NullLogger<ResultDesk>.Instance);
        Assert.True(desk.Take(new CodeScanned(slip.Code!), "en"));
        Assert.True(desk.Take(new CodeScanned(slip.Code!), "en"));
        Assert.Single(_bench.Voice.Heard, h => h == "en: result.not-known");
        var told = Draw();
        Assert.Equal((false, "result.not-known", null), (told.Sample, told.Words[0], told.Code));
        _bench.Slips.Printed(_bench.Slips.Next()!);
        Assert.Null(_bench.Slips.Next());
        Assert.False(desk.Take(new ButtonPressed("card", TimeSpan.Zero), "en"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_receipt_waits_for_paper_through_a_restart_and_comes_once()
    {
        await EnrolAsync();
        await _bench.RestartAsync();
        var paper = _bench.Slips.Next()!;
        _bench.Slips.Printed(paper);
        Assert.Null(_bench.Slips.Next());
        await _bench.RestartAsync();
        Assert.Null(_bench.Slips.Next());
    }

    [Fact]
    public void A_slip_fits_narrow_and_wide_paper_and_one_of_a_trial_says_so()
    {
        using var fonts = new TestFolder();
        var artist = new SlipArtist(LetterBook.Load(fonts.Root, _ => { }), new PictogramBook(), new TicketWords());
        using var key = SigningKey.Create();
        var slip = new Slip
        {
            Pictogram = "card",
            Service = "Làm thẻ căn cước",
            Language = "vi",
            Words = [ReceiptBook.Receipt, ReceiptBook.Keep],
            Code = new ReceiptCode(new string('k', 40), TestRecords.NewId(), "0011223344556677").Sign(key),
            Ticket = "A001",
            At = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7)),
            Place = "Nà Hỳ",
        };
        foreach (var dots in (int[])[384, 576])
        {
            var (plain, sample) = (artist.Draw(slip, dots), artist.Draw(slip with { Sample = true }, dots));
            Assert.Equal(dots, plain.Width);
            Assert.True(sample.Height > plain.Height + 4 * dots / 48, "the trial's mark takes room");
            Assert.True(artist.Draw(slip with { Note = "this board is kiosk-1 and the file is for kiosk-2" }, dots).Height > plain.Height, "the note is on it");
            Assert.True(artist.Draw(slip with { Code = null }, dots).Height < plain.Height - dots / 3, "the code is on it");
        }
    }

    private static RecordAnswer Answer(ByteString id, string result, string reason = "", long at = 0) => new()
    {
        RecordId = id,
        NumberDigest = ByteString.CopyFrom(HMACSHA256.HashData(new byte[32], System.Text.Encoding.ASCII.GetBytes(Number))[..8]),
        Result = result,
        Reason = reason,
        AtMs = at,
    };

    private ResultBook Book() => new(_bench.Store, _bench.Area.Identity, new DataFolder(_bench.Root));

    private Result? Find(string code) => Book().Find(code);

    private async Task<Slip> EnrolAsync()
    {
        await _bench.BeginAsync("correction");
        _bench.Scan(DeskBench.Card);
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        return Draw();
    }

    private Slip Draw()
    {
        _bench.Slips.Next()!.Draw(384);
        return _bench.Drawn[^1];
    }
}
