using System.Text;
using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;

namespace Edge.Agent.Tests.Custody;

public sealed class CustodianTests : IDisposable
{
    private readonly SpoolBench _bench = new();
    private readonly AgentIdentity _identity = TestKeys.Shared.Identity();
    private RecordSpool _spool;
    private Custodian _custodian;

    public CustodianTests() => (_spool, _custodian) = Start();

    [Fact]
    public void A_record_is_sealed_numbered_and_signed_and_opens_only_with_the_registrys_key()
    {
        var fields = "{ \"name\" : \"Nguyễn\",\n \"x\":1.50}"u8.ToArray();
        var answer = _custodian.Accept(new Submission
        {
            Kind = "enrolment",
            Fields = fields,
            Attachments = [new SubmittedAttachment("portrait.jpg", "image/jpeg", new byte[] { 1, 2, 3 })],
        });
        using var record = _spool.Open(_spool.Queued.Single());
        var m = record.Manifest;
        Assert.Equal((answer.RecordId, answer.ChainId, 1UL, false), (m.RecordId, m.ChainId, answer.Sequence, answer.AlreadyHeld));
        Assert.Equal(("kiosk-1", "enrolment", "complete", 5U), (m.Fields.Node, m.Fields.Kind, m.Fields.Outcome, m.Fields.Priority));
        Assert.True(m.IsSignedBy(_identity.Key.Public));
        Assert.True(m.Fields.MonotonicMs > 0);
        Assert.Equal(16, m.Fields.BootId.Length);
        record.CheckDigest();

        var bytes = new byte[m.Fields.SealedSize];
        record.Read(0, bytes);
        var opened = RecordSeal.Open(bytes, TestKeys.Shared.Registry, "kiosk-1", m.RecordId, "enrolment");
        Assert.Equal(fields, opened.Fields.ToByteArray());
        Assert.Equal([1, 2, 3], Assert.Single(opened.Attachments).Data.ToByteArray());
    }

    [Fact]
    public void The_same_id_is_the_same_record_queued_released_and_after_a_restart()
    {
        var id = TestRecords.NewId();
        var first = Submit(id);
        var again = Submit(id);
        Assert.Equal(first with { AlreadyHeld = true }, again);
        Assert.Single(_spool.Queued);

        using (var record = _spool.Open(_spool.Queued.Single()))
        {
            _spool.Release(_spool.Queued.Single(), TestRecords.ReceiptFor(record.Manifest));
        }
        Assert.Equal(first with { AlreadyHeld = true }, Submit(id));
        (_spool, _custodian) = Start();
        // The digest of the content is nowhere on the card: after a restart it cannot be told.
        Assert.NotNull(first.ContentDigest);
        Assert.Equal(first with { AlreadyHeld = true, ContentDigest = null }, Submit(id));
        Assert.Empty(_spool.Queued);
    }

    [Fact]
    public void The_same_id_with_other_content_is_refused_with_both_digests_and_the_first_stays()
    {
        var submission = new Submission { Kind = "card", Id = TestRecords.NewId(), Fields = "{}"u8.ToArray(), Attachments = [new SubmittedAttachment("a.jpg", "image/jpeg", new byte[] { 1 })] };
        var first = _custodian.Accept(submission);
        Assert.Equal(first with { AlreadyHeld = true }, _custodian.Accept(submission with { Outcome = "complete" })); // the default, said aloud
        Assert.Equal(first with { AlreadyHeld = true }, _custodian.Accept(submission with { Priority = 0 })); // asked for more urgently it is the same
        Submission[] others =
        [
            submission with { Fields = "{ }"u8.ToArray() },
            submission with { Kind = "account" },
            submission with { Outcome = "away" },
            submission with { Attachments = [] },
            submission with { Attachments = [new SubmittedAttachment("a.jpg", "image/jpeg", new byte[] { 2 })] },
            submission with { Attachments = [new SubmittedAttachment("b.jpg", "image/jpeg", new byte[] { 1 })] },
        ];
        foreach (var other in others)
        {
            var refusal = Assert.Throws<SubmissionException>(() => _custodian.Accept(other));
            Assert.Equal((SubmissionFault.OtherContent, first.ContentDigest, ContentDigest.Of(other, submission.Id.Value)), (refusal.Fault, refusal.Digests?.Held, refusal.Digests?.Submitted));
        }
        Assert.Single(_spool.Queued);
        Assert.Equal(others.Length, others.Select(o => ContentDigest.Of(o, submission.Id.Value)).Distinct().Count());
    }

    // What docs/protocol.md tells a client to write; sha256sum over the same text gives the same.
    [Fact]
    public void A_client_can_work_out_the_digest_by_itself()
    {
        var id = Guid.Parse("0190a0b0-1111-7222-8333-444455556666");
        var submission = new Submission { Kind = "card", Id = id, Fields = "{}"u8.ToArray(), Attachments = [new SubmittedAttachment("a.jpg", "image/jpeg", new byte[] { 1 })] };
        const string text = "edge-content-1\nid 0190a0b0-1111-7222-8333-444455556666\nkind card\noutcome complete\n"
            + "fields 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\nfile a.jpg 4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a image/jpeg\n";
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text))), ContentDigest.Of(submission, id));
    }

    [Fact(Timeout = 120_000)]
    public async Task Concurrent_retries_of_one_id_make_one_record()
    {
        var id = TestRecords.NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Submit(id), TestContext.Current.CancellationToken)));
        Assert.Single(answers, a => !a.AlreadyHeld);
        Assert.Single(answers.Select(a => a.Sequence).Distinct());
        Assert.Single(_spool.Queued);
        Assert.Equal(1UL, _custodian.Current.LastSequence);
    }

    [Fact(Timeout = 120_000)]
    public async Task Concurrent_submissions_make_one_unbroken_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() => Submit(), TestContext.Current.CancellationToken)));
        AssertUnbroken(24);
    }

    [Fact]
    public void A_restart_opens_a_new_chain_that_continues_the_numbers_and_names_the_last_record()
    {
        Submit();
        Submit();
        var before = _custodian.Current;
        (_spool, _custodian) = Start();
        Assert.NotEqual(before.ChainId, _custodian.Current.ChainId);
        Assert.Equal((0UL, 2UL), (_custodian.Current.FirstSequence, _custodian.Current.LastSequence));
        Assert.Equal(before.LastDigest.ToArray(), _custodian.Current.LastDigest.ToArray());
        Assert.Equal(3UL, Submit().Sequence);
        Assert.Equal(3UL, _custodian.Current.FirstSequence);
        AssertUnbroken(3);
    }

    [Fact]
    public void A_failed_commit_uses_no_number()
    {
        Submit();
        _bench.Disk.Fault = (operation, _) => operation == "fsync" ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => Submit());
        Assert.Equal(1UL, _custodian.Current.LastSequence);
        _bench.Disk.Fault = (_, _) => null;
        Assert.Equal(2UL, Submit().Sequence);
        AssertUnbroken(2);
        Assert.Equal(2, _custodian.Accepted);
    }

    [Fact]
    public void The_signed_head_names_the_newest_record()
    {
        var node = _identity.Key.Public;
        var empty = ChainHeads.Read(_custodian.SignHead(), [node])!;
        Assert.Equal((0UL, 0UL), (empty.FirstSequence, empty.LastSequence));
        Submit();
        Submit();
        var head = ChainHeads.Read(_custodian.SignHead(), [node])!;
        Assert.Equal((1UL, 2UL), (head.FirstSequence, head.LastSequence));
        Assert.Equal(_custodian.Current.LastDigest.ToArray(), head.LastDigest.ToByteArray());
        Assert.Equal(_custodian.Current.ChainId.ToByteArray(bigEndian: true), head.ChainId.ToByteArray());
    }

    [Fact]
    public void A_retry_of_a_record_found_damaged_is_told_so()
    {
        var id = TestRecords.NewId();
        Submit(id);
        File.AppendAllText(SpoolBench.OnlyFile(_bench.Data.Spool), "x");
        var refusal = Assert.Throws<SubmissionException>(() => Submit(id));
        Assert.Equal(SubmissionFault.Damaged, refusal.Fault);
    }

    [Theory]
    [InlineData("Enrolment", null, null, "{}", "kind")]
    [InlineData("", null, null, "{}", "kind")]
    [InlineData("enrolment", "Not good", null, "{}", "outcome")]
    [InlineData("enrolment", null, 10, "{}", "priority is 10")]
    [InlineData("enrolment", null, -1, "{}", "priority is -1")]
    [InlineData("enrolment", null, null, "", "fields")]
    [InlineData("enrolment", null, null, "[]", "JSON object")]
    [InlineData("enrolment", null, null, "{\"secret\":", "not valid JSON")]
    [InlineData("enrolment", null, null, "{} {}", "not valid JSON")]
    public void A_bad_submission_is_refused_with_the_reason_and_not_its_content(string kind, string? outcome, int? priority, string fields, string reason)
    {
        var refusal = Assert.Throws<SubmissionException>(() => _custodian.Accept(
            new Submission { Kind = kind, Outcome = outcome, Priority = priority, Fields = Encoding.UTF8.GetBytes(fields) }));
        Assert.Equal(SubmissionFault.Invalid, refusal.Fault);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(_spool.Queued);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData(".hidden")]
    [InlineData("record.json")]
    public void A_bad_attachment_name_is_refused(string name) =>
        Assert.Throws<SubmissionException>(() => SubmitWith(new SubmittedAttachment(name, "image/png", new byte[1])));

    [Fact]
    public void Two_attachments_of_one_name_or_too_many_are_refused()
    {
        var one = new SubmittedAttachment("a", "image/png", new byte[1]);
        Assert.Throws<SubmissionException>(() => SubmitWith(one, one));
        Assert.Throws<SubmissionException>(() => SubmitWith([.. Enumerable.Range(0, Limits.Attachments + 1).Select(i => one with { Name = $"a{i}" })]));
    }

    [Fact]
    public void The_largest_record_is_accepted_and_one_byte_more_is_not()
    {
        SubmitWith(new SubmittedAttachment("a", "", new byte[Limits.PlaintextBytes - Overhead]));
        var refusal = Assert.Throws<SubmissionException>(() => SubmitWith(new SubmittedAttachment("a", "", new byte[Limits.PlaintextBytes - Overhead + 1])));
        Assert.Equal(SubmissionFault.TooLarge, refusal.Fault);
    }

    public void Dispose() => _bench.Dispose();

    // fields "{}": 2 + 2; attachment: 1 + 4 (length), name 2 + 1, data 1 + 4 (length).
    private const int Overhead = 4 + 5 + 3 + 5;

    private AcceptedRecord Submit(Guid? id = null) => _custodian.Accept(new Submission { Kind = "enrolment", Fields = "{}"u8.ToArray(), Id = id });

    private AcceptedRecord SubmitWith(params SubmittedAttachment[] attachments) =>
        _custodian.Accept(new Submission { Kind = "enrolment", Fields = "{}"u8.ToArray(), Attachments = attachments });

    private (RecordSpool Spool, Custodian Custodian) Start()
    {
        var spool = _bench.Open();
        return (spool, new Custodian(_identity, spool, spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System));
    }

    private void AssertUnbroken(int count)
    {
        var previous = Array.Empty<byte>();
        ulong expected = 1;
        foreach (var entry in _spool.Queued.OrderBy(e => e.Sequence))
        {
            using var record = _spool.Open(entry);
            Assert.Equal(expected++, entry.Sequence);
            Assert.Equal(previous, record.Manifest.Fields.PreviousDigest.ToByteArray());
            previous = record.Manifest.Digest;
        }
        Assert.Equal(count, _spool.Queued.Count);
    }
}
