using System.Security.Cryptography;
using Edge.Hub.Archive;
using Edge.Hub.Fleet.History;
using Google.Protobuf;

namespace Edge.SystemTests.Dashboard;

/// <summary>What a hub's archive has of a made-up board. What is sealed is nothing here: pages never look at it.</summary>
internal static class SampleArchive
{
    private const int HistoryDays = 45;
    private const int MostRecords = 160;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);
    // Records of a working day, the newest first from its end.
    private const int PerDay = 14;

    private static readonly (string Kind, string Outcome)[] Kinds =
    [
        ("card", "complete"), ("card", "complete"), ("account", "complete"), ("card", "complete-with-exceptions"), ("activation", "requested"), ("card", "complete"), ("card", "unable-away"), ("account", "complete"), ("card", "complete"), ("card", "unable-no-phone"), ("card", "complete"),
    ];

    public static void Write(HubDb db, SampleBoard board, DateTimeOffset now)
    {
        if (board.Silence is not { } silence) return;
        var heard = now - silence;
        // Records of every board would only make the tests slow; some have them.
        var listed = board.Number < 12 ? MostRecords : 0;
        var stored = listed > 0 ? listed : 620 + (board.Number * 137 % 4_000);
        var missing = board.Trouble == "gap" ? 2 : 0;
        var backlog = SampleHealth.Backlog(board);
        db.Add(new BoardContact { Node = board.Node, LastContactAt = heard, HeadSequence = stored + missing + backlog, BacklogRecords = backlog, BacklogBytes = backlog * 230_000, Version = "0.5.0" });
        db.Add(new BoardCounts { Node = board.Node, Stored = stored, Numbers = stored, Newest = stored + missing, Receiving = board.Number % 4 == 1 ? 1 : 0, StoredBytes = stored * 240_000L, NotSafe = board.Number * 3 % 40 });
        if (board.Trouble == "fork") db.Add(new Incident { Node = board.Node, Kind = "fork", Detail = "two records name 412 as the one before them", Count = 2, FirstAt = heard.AddDays(-1), LastAt = heard });
        if (board.Number == 3) db.Add(new HeldRecords { Node = board.Node, Reason = 6, Records = 4, Told = 9, LastAt = heard });
        Days(db, board, now, heard);
        Records(db, board, heard, stored, missing, listed);
    }

    private static void Records(HubDb db, SampleBoard board, DateTimeOffset heard, int stored, int missing, int listed)
    {
        var chain = Guid.CreateVersion7(heard.AddDays(-9));
        var previous = SHA256.HashData(BitConverter.GetBytes(board.Number));
        for (var i = 0; i < listed; i++)
        {
            // With a hole of two in the middle of the list where something is missing.
            var sequence = stored - listed + 1 + i + (i > listed / 2 ? missing : 0);
            var accepted = AcceptedAt(heard, listed - 1 - i);
            var (kind, outcome) = Kinds[(i + board.Number) % Kinds.Length];
            var manifest = new Edge.Contracts.Wire.Manifest { Node = board.Node, Sequence = (ulong)sequence, Kind = kind, Outcome = outcome, WallTimeMs = accepted.ToUnixTimeMilliseconds() };
            var digest = SHA256.HashData([.. BitConverter.GetBytes(board.Number), .. BitConverter.GetBytes(sequence)]);
            var byStick = board.Number % 5 == 2 && i < 20;
            db.Add(new ArchivedRecord
            {
                Node = board.Node, RecordId = Guid.CreateVersion7(accepted), ChainId = chain, Sequence = sequence, PreviousDigest = previous, Kind = manifest.Kind, Outcome = manifest.Outcome,
                SealedSize = 180_000 + (i * 3_100 % 150_000), RecipientKeyId = "0", Manifest = manifest.ToByteArray(), ManifestDigest = digest, Signature = digest, AcceptedAt = accepted, FirstSeenAt = accepted.AddMinutes(20),
                StoredAt = accepted.AddMinutes(25 + (i % 7)), State = RecordState.Stored, Path = byStick ? "courier" : "mqtt", Carrier = byStick ? "usb-dien-bien-2" : board.Node, StoredNumber = (board.Number * 1_000L) + i + 1,
            });
            previous = digest;
        }
    }

    // Made in office hours, and stored when it was last heard.
    private static DateTimeOffset AcceptedAt(DateTimeOffset heard, int back)
    {
        var local = heard.ToOffset(Vietnam);
        var day = new DateTimeOffset(local.Date, Vietnam).AddDays(local.Hour >= 18 ? 0 : -1);
        return day.AddDays(-(back / PerDay)).AddHours(16.8).AddMinutes(-(back % PerDay) * 37).ToUniversalTime();
    }

    private static void Days(HubDb db, SampleBoard board, DateTimeOffset now, DateTimeOffset heard)
    {
        var random = new Random(board.Number);
        var today = (int)(now.ToOffset(Vietnam).Date - DateTime.UnixEpoch).TotalDays;
        for (var day = today - HistoryDays; day <= today; day++)
        {
            var log = new DayLog(day);
            var start = new DateTimeOffset(DateTime.SpecifyKind(DateTime.UnixEpoch.AddDays(day), DateTimeKind.Unspecified), Vietnam);
            for (var slot = 0; slot < DayLog.Slots; slot++)
            {
                var at = TimeSpan.FromMinutes(slot * DayLog.SlotMinutes);
                if (start + at > heard || start + at > now) break;
                if (!(board.Evenings ? at.Hours is >= 17 and < 21 && random.Next(5) > 0 : random.Next(200) > 0)) continue;
                var work = at.Hours is >= 7 and < 17 ? at.Hours - 6 : 0;
                log.Note(at, Sample(board, at, board.Evenings ? Math.Max(0, 60 - (at.Hours - 17) * 18) : work + random.Next(3), random));
            }
            db.Add(log.Row(board.Node));
        }
    }

    private static BoardSample Sample(SampleBoard board, TimeSpan at, int backlog, Random random) => new(
        Heard: true,
        backlog,
        Math.Clamp(45 + (board.Number * 7 % 40) + random.Next(-8, 8), 0, 100),
        Math.Clamp(100 - (Math.Max(0, at.Hours - 17) * 6), 0, 100),
        33 + (int)(11 * Math.Sin(Math.PI * at.TotalHours / 24)) + random.Next(2),
        Records: 0,
        Bytes: 0);
}
