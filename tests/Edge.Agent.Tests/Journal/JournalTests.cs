using System.Text.Json;
using Edge.Agent.Custody;
using Edge.Agent.Journal;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Kiosk;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Sealing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Journal;

/// <summary>Who did what: chained, in the same step as the act, and made records of.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly SpoolBench _bench = new();
    private readonly HandTime _time = new();
    private StateDatabase _state;
    private JournalStore _journal;

    public JournalTests() => (_state, _journal) = Open();

    [Fact]
    public void Entries_follow_one_another_over_a_restart_and_a_changed_one_breaks_the_chain()
    {
        _journal.Add(new JournalAct("lan", "called", "1/A001"), new JournalAct("lan", "case-begun", "x"));
        _state.Dispose();
        (_state, _journal) = Open();
        _journal.Add(new JournalAct("keypad", "done", "1/A001"));
        var entries = _journal.After(0, 10);
        Assert.Equal(["called", "case-begun", "done"], entries.Select(e => e.Act.Act));
        Assert.Equal(entries[1].Digest, entries[2].Previous);
        Assert.Null(_journal.FirstBroken());
        foreach (var (column, at) in new[] { ("officer", 2L), ("act", 1L), ("reference", 3L) })
        {
            var before = _state.With(c => c.Prepare($"SELECT {column} FROM journal WHERE sequence = $1", at).ExecuteScalar());
            _state.With(c => c.Run($"UPDATE journal SET {column} = 'minh' WHERE sequence = $1", at));
            Assert.Equal(at, _journal.FirstBroken());
            _state.With(c => c.Run($"UPDATE journal SET {column} = $2 WHERE sequence = $1", at, before));
        }
        _state.With(c => c.Run("DELETE FROM journal WHERE sequence = 2"));
        Assert.Equal(3, _journal.FirstBroken());
    }

    [Fact]
    public void An_entry_stands_where_its_act_stands()
    {
        _state.With(c =>
        {
            using var transaction = c.BeginTransaction();
            _journal.Write(c, new JournalAct("lan", "called"));
            return 0; // not committed
        });
        Assert.Empty(_journal.After(0, 10));
        _journal.Add(new JournalAct("lan", "recalled"));
        Assert.Null(_journal.FirstBroken());
    }

    [Fact]
    public void Two_hundred_entries_or_a_closed_day_or_an_hour_make_a_record_and_a_crash_makes_no_second_one()
    {
        var spool = _bench.Open();
        var custodian = new Custodian(TestKeys.Shared.Identity(), spool, spool, new HandClock(_time), _time);
        JournalSender Sender() => new(_journal, custodian, _time, NullLogger<JournalSender>.Instance);
        var sender = Sender();
        _journal.Add(Enumerable.Range(0, 201).Select(i => new JournalAct("lan", "called", $"1/A{i:D3}")));
        Assert.True(sender.Step());
        Assert.False(sender.Step());
        Assert.Equal((200L, null), _journal.Mark());

        _time.Elapsed += JournalSender.Longest;
        Assert.True(sender.Step());
        _journal.Add(new JournalAct("lan", JournalSender.DayClosed, "1"), new JournalAct("lan", "sign-out"));
        Assert.True(sender.Step());
        Assert.Equal((202L, null), _journal.Mark());
        Assert.Equal(3, spool.Queued.Count);

        // Cut, and gone before it was noted that the record is made: the same one is found again.
        _journal.Cut(203);
        var before = spool.Queued.Count;
        Assert.True(Sender().Step());
        _state.With(c => c.Run("UPDATE journal_chain SET sent = 202, cut = 203"));
        Assert.True(Sender().Step());
        Assert.Equal(before + 1, spool.Queued.Count);
    }

    [Fact]
    public void A_record_holds_the_entries_and_where_they_follow()
    {
        var spool = _bench.Open();
        var custodian = new Custodian(TestKeys.Shared.Identity(), spool, spool, new HandClock(_time), _time);
        _journal.Add(new JournalAct("lan", "called", "1/A001"), new JournalAct("lan", JournalSender.SignedOff, "1"));
        Assert.True(new JournalSender(_journal, custodian, _time, NullLogger<JournalSender>.Instance).Step());
        var entry = Assert.Single(spool.Queued);
        Assert.Equal(3, entry.Priority);
        using var record = spool.Open(entry);
        var bytes = new byte[record.Manifest.Fields.SealedSize];
        record.Read(0, bytes);
        var fields = JsonDocument.Parse(RecordSeal.Open(bytes, TestKeys.Shared.Registry, "kiosk-1", record.Manifest.RecordId, JournalSender.Kind).Fields.ToByteArray()).RootElement;
        Assert.Equal("called", fields.GetProperty("entries")[0].GetProperty("act").GetString());
        Assert.Equal(Convert.ToHexStringLower(_journal.After(1, 1)[0].Previous), fields.GetProperty("entries")[0].GetProperty("digest").GetString());
    }

    [Fact]
    public void What_was_sent_long_ago_is_forgotten_and_the_rest_still_verifies()
    {
        _journal.Add(Enumerable.Range(0, JournalStore.KeptEntries + 50).Select(i => new JournalAct("lan", "called")));
        _journal.Sent(JournalStore.KeptEntries + 20);
        Assert.Equal(21, _journal.After(0, 1)[0].Sequence);
        Assert.Null(_journal.FirstBroken());
    }

    public void Dispose()
    {
        _state.Dispose();
        _bench.Dispose();
    }

    private (StateDatabase State, JournalStore Journal) Open()
    {
        var state = StateDatabase.Open(Path.Combine(_bench.Data.Root, "journal.db"), _time, NullLogger.Instance);
        return (state, new JournalStore(state, new HandClock(_time)));
    }
}
