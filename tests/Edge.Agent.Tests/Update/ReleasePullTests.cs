using System.Security.Cryptography;
using Edge.Agent.Identity;
using Edge.Agent.Tests.Support;
using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Pull;
using Edge.Agent.Uplink.Objects;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Update;

/// <summary>The board's side of a release that comes over the uplink: gathered in blocks, kept over restarts, checked, staged, refused or thrown away.</summary>
public sealed class ReleasePullTests : IDisposable
{
    private readonly UpdateBench _bench = new();
    private readonly Room _room = new();
    private ReleasePull _pull;

    public ReleasePullTests() => _pull = Open();

    private Staging Staging => new(_bench.Data, _bench.Folder, _bench.Disk, _room, Options.Create(_bench.Options));

    private string Parts => Path.Combine(_bench.Data.Update, "parts");

    [Fact]
    public async Task A_release_gathers_over_restarts_and_is_staged_as_it_is()
    {
        var (bytes, offered) = await MakeAsync("1.0", 10);
        var pieces = _pull.Handler.Begin(offered);
        Write(pieces, bytes, 0, bytes.Length / 2);
        var kept = ReleaseParts.BytesIn(Parts);
        Assert.InRange(kept, 1, bytes.Length / 2);
        // Nothing but the block in hand is lost, and the hub is told what is here before anything is on offer.
        _pull = Open();
        Assert.Equal((ulong)kept, _pull.Handler.Told().Arrived);
        pieces = _pull.Handler.Begin(offered);
        Assert.Equal(kept, pieces.Arrived.Covered);
        Write(pieces, bytes, (int)kept, bytes.Length);
        Assert.True(pieces.TryTake(offered.Digest.Span));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Staging.Staged, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(Parts));
        // It is whole: not pulled again while root has it before it, nor after a restart.
        Assert.Equal((offered.Size, 0UL), (_pull.Handler.Told().Arrived, _pull.Handler.Told().Refused));
        Assert.False(Open().Handler.Wants(offered));
    }

    [Fact]
    public async Task What_root_took_back_or_would_not_try_is_told_and_not_pulled_again()
    {
        var (bytes, offered) = await MakeAsync("1.0", 10);
        await TakeAsync(bytes, offered);
        var digest = ReleaseSource.DigestOf(Staging.Read()!);
        DurableFile.Write(_bench.Folder.State, new InstallState().Ended(new ReleaseOutcome("1.0", digest, ReleaseResult.TakenBack, "it was not well", DateTimeOffset.UnixEpoch)).ToBytes());
        Staging.Clear();
        _pull.Refresh();
        Assert.Equal((10UL, "taken back: it was not well", 0UL), Told(_pull));
        Assert.False(_pull.Handler.Wants(offered));
        _pull = Open();
        Assert.Equal((10UL, "taken back: it was not well", 0UL), Told(_pull));
        Assert.True(_pull.Handler.Wants((await MakeAsync("1.1", 11)).Offered));
    }

    [Fact]
    public async Task A_damaged_block_costs_that_block_and_wrong_bytes_cost_all()
    {
        var (bytes, offered) = await MakeAsync("1.0", 10);
        var pieces = _pull.Handler.Begin(offered);
        Write(pieces, bytes, 0, bytes.Length);
        var second = Directory.GetFiles(Parts).Order(StringComparer.Ordinal).ElementAt(1);
        var damaged = await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken);
        damaged[500] ^= 1;
        await File.WriteAllBytesAsync(second, damaged, TestContext.Current.CancellationToken);
        Assert.False(pieces.TryTake(offered.Digest.Span));
        Assert.Equal([((long)ReleaseParts.BlockBytes, 2L * ReleaseParts.BlockBytes)], pieces.Arrived.Missing(bytes.Length));
        Write(pieces, bytes, ReleaseParts.BlockBytes, 2 * ReleaseParts.BlockBytes);
        var other = (byte[])bytes.Clone();
        other[^1] ^= 1;
        // The hub gave what it did not offer.
        var wrong = new ObjectOnOffer(offered) { Digest = ByteString.CopyFrom(SHA256.HashData(other)) };
        Assert.False(pieces.TryTake(wrong.Digest.Span));
        Assert.Equal(0, pieces.Arrived.Covered);
        Assert.Empty(Directory.GetFiles(Parts));
        await TakeAsync(bytes, offered);
        Assert.Equal("1.0", Staging.Read()!.Manifest.Version);
    }

    [Fact]
    public async Task One_that_no_release_key_signed_is_refused_by_its_beginning_and_looked_at_again_with_another_trust_file()
    {
        using var stranger = SigningKey.Create();
        var (bytes, offered) = await MakeAsync("1.0", 10, by: stranger, programBytes: Limits.ReleaseHeadBytes + 3 * ReleaseParts.BlockBytes);
        var pieces = _pull.Handler.Begin(offered);
        var refused = Assert.Throws<MalformedException>(() => Write(pieces, bytes, 0, bytes.Length));
        Assert.Contains("no release key of the trust file", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Parts));
        Assert.Equal((10UL, refused.Message, 0UL), Told(_pull));
        Assert.False(Open().Handler.Wants(offered));
        _bench.Believe(3, stranger.Public);
        _pull = Open();
        Assert.True(_pull.Handler.Wants(offered));
        await TakeAsync(bytes, offered);
        Assert.Equal("1.0", Staging.Read()!.Manifest.Version);
    }

    [Fact]
    public async Task One_that_says_another_number_than_it_was_offered_as_is_refused()
    {
        var (bytes, offered) = await MakeAsync("1.0", 10);
        offered.Version = 12;
        var pieces = _pull.Handler.Begin(offered);
        var refused = Assert.Throws<MalformedException>(() => Write(pieces, bytes, 0, bytes.Length));
        Assert.Contains("has number 10", refused.Message, StringComparison.Ordinal);
        Assert.Null(Staging.Read());
    }

    [Fact]
    public async Task Where_there_is_no_room_it_waits_and_gives_back_what_it_has_before_records_run_short()
    {
        var (bytes, offered) = await MakeAsync("1.0", 10);
        _bench.Options = new UpdateOptions { KeepFreeBytes = 1_000_000 };
        _pull = Open();
        _room.Free = 1_000_000 + (2 * bytes.Length) - 1;
        Assert.Throws<NoRoomException>(() => _pull.Handler.Begin(offered));
        var (number, why, _) = Told(_pull);
        Assert.Equal(0UL, number);
        Assert.Contains("Update:KeepFreeBytes", why, StringComparison.Ordinal);
        _room.Free++;
        var pieces = _pull.Handler.Begin(offered);
        Assert.Equal("", Told(_pull).Why);
        Write(pieces, bytes, 0, 2 * ReleaseParts.BlockBytes);
        // In the middle: what is here stays, until records need the room.
        _room.Free = 999_999;
        Assert.Throws<NoRoomException>(() => Write(pieces, bytes, 2 * ReleaseParts.BlockBytes, 3 * ReleaseParts.BlockBytes));
        Assert.Throws<NoRoomException>(() => _pull.Handler.Begin(offered));
        Assert.NotEmpty(Directory.GetFiles(Parts));
        _room.Free = 499_999;
        Assert.Throws<NoRoomException>(() => _pull.Handler.Begin(offered));
        Assert.Empty(Directory.GetFiles(Parts));
    }

    [Fact]
    public async Task What_is_withdrawn_or_replaced_leaves_nothing_behind()
    {
        var (bytes, offered) = await MakeAsync("1.0", 10);
        Write(_pull.Handler.Begin(offered), bytes, 0, 2 * ReleaseParts.BlockBytes);
        var (later, instead) = await MakeAsync("1.1", 11);
        var pieces = _pull.Handler.Begin(instead);
        Assert.Empty(Directory.GetFiles(Parts));
        Write(pieces, later, 0, ReleaseParts.BlockBytes);
        Assert.Equal((ulong)ReleaseParts.BlockBytes, _pull.Now?.Arrived);
        _pull.Handler.Withdrawn();
        Assert.Empty(Directory.GetFiles(Parts));
        Assert.Null(_pull.Now);
        Assert.Equal(0UL, _pull.Handler.Told().Arrived);
    }

    [Fact]
    public async Task A_board_that_nobody_could_install_it_on_pulls_none_and_says_so()
    {
        Directory.Delete(_bench.Folder.Root);
        _pull = Open();
        Assert.False(_pull.Handler.Wants((await MakeAsync("1.0", 10)).Offered));
        Assert.Contains("updated by its package alone", Told(_pull).Why, StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private ReleasePull Open()
    {
        var trust = TrustAnchors.Verify(SignedTrust.Parser.ParseFrom(File.ReadAllBytes(new IdentityFiles(_bench.Data).Trust)), TestKeys.Shared.Root.Public);
        return new ReleasePull(_bench.Data, Staging, _bench.Folder, _bench.Disk, _room, Options.Create(_bench.Options), () => trust);
    }

    private async Task<(byte[] Bytes, ObjectOnOffer Offered)> MakeAsync(string version, ulong number, SigningKey? by = null, int programBytes = (3 * ReleaseParts.BlockBytes) + 5_000)
    {
        var bytes = await File.ReadAllBytesAsync(await _bench.Releases.MakeAsync(version, number, by: by, programBytes: programBytes), TestContext.Current.CancellationToken);
        return (bytes, new ObjectOnOffer { Name = _pull.Handler.Name, Version = number, Size = (ulong)bytes.Length, Digest = ByteString.CopyFrom(SHA256.HashData(bytes)) });
    }

    private async Task TakeAsync(byte[] bytes, ObjectOnOffer offered)
    {
        var pieces = _pull.Handler.Begin(offered);
        Write(pieces, bytes, (int)pieces.Arrived.Covered, bytes.Length);
        Assert.True(await Task.Run(() => pieces.TryTake(offered.Digest.Span), TestContext.Current.CancellationToken));
    }

    // As answers bring it.
    private static void Write(IObjectPieces pieces, byte[] bytes, int from, int to)
    {
        for (var at = from; at < to; at += Limits.AnswerBytes) pieces.Write(at, bytes.AsSpan(at, Math.Min(Limits.AnswerBytes, to - at)));
    }

    private static (ulong Number, string Why, ulong Arrived) Told(ReleasePull pull) => pull.Handler.Told() is var told ? (told.Refused, told.Refusal, told.Arrived) : default;

    private sealed class Room : IFreeSpace
    {
        public long Free { get; set; } = 1L << 40;

        public long Available(string folder) => Free;
    }
}
