using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

/// <summary>Boards that keep to the protocol are never evicted, whatever links, hub and broker do: seeded runs of 200 boards on slow and quick links, with everything that may go wrong.</summary>
public sealed class HonestBoardsTests
{
    private const int Boards = 200;
    private const int ChunkBytes = 16 * 1024;
    private const int Rounds = 1_500;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Nobody_honest_is_evicted(int seed)
    {
        var random = new Random(seed);
        var options = new IngestOptions();
        var budget = new WindowBudget(options);
        var policy = new FloodPolicy(options);
        var boards = Enumerable.Range(0, Boards).Select(i => new Board($"board-{i}", ByteString.CopyFrom((byte)i, 1), random.Next(1, 200))).ToList();
        var queue = new Queue<(Board Board, Message Message)>();
        var (talking, answered, now) = (1, 0L, TimeSpan.FromHours(1));
        for (var round = 0; round < Rounds; round++, now += Step)
        {
            // Boards join one after the other, so that the grants of those that talk shrink under them; then all but one fall silent and they grow.
            talking = round % 500 < 400 ? Math.Min(Boards, talking + random.Next(3)) : 1;
            if (random.Next(400) == 0)
            {
                // A new hub run over a broker that stays: it knows nobody, and the queue is gone.
                policy = new FloodPolicy(options);
                queue.Clear();
                foreach (var board in boards) board.HubRestarted();
            }
            if (random.Next(300) == 0)
            {
                policy.Forget();
                queue.Clear();
            }
            foreach (var board in boards.Take(talking))
            {
                if (random.Next(500) == 0) board.Reconnect();
                board.Speak(now, random);
                foreach (var message in board.Arrived(now))
                {
                    var verdict = policy.Judge(board.Name, message.IsOffer, message.IsOffer ? 200 : ChunkBytes + 40, now);
                    Assert.True(verdict.Eviction is null, $"seed {seed}, round {round}: {board.Name} was evicted: {verdict.Eviction?.Detail}");
                    if (verdict.IsTaken) queue.Enqueue((board, message));
                }
            }
            // The hub stalls now and then for as long as a disk may, then makes up for it.
            if (random.Next(100) == 0) now += TimeSpan.FromSeconds(random.Next(10));
            for (var i = random.Next(20) == 0 ? 0 : random.Next(600); i > 0 && queue.TryDequeue(out var next); i--)
            {
                policy.Done(next.Board.Name, next.Message.IsOffer, next.Message.IsOffer ? 200 : ChunkBytes + 40);
                var have = next.Board.HubAnswers(next.Message, budget.Grant(talking));
                policy.Answered(next.Board.Name, have, now);
                next.Board.Hears(have, now);
                answered++;
            }
        }
        Assert.InRange(answered, Rounds, long.MaxValue);
    }

    private sealed record Message(bool IsOffer, uint Connection, ulong Number, TimeSpan At);

    // The rules of docs/protocol.md: nothing before the first have, then as much as the last grant and its own window allow.
    private sealed class Board(string name, ByteString incarnation, int chunksPerSecond)
    {
        private readonly Queue<Message> _link = new();
        private readonly Queue<ulong> _flights = new();
        private readonly Queue<(TimeSpan At, Have Have)> _back = new();
        private readonly Dictionary<ulong, ulong> _lastBeforeOffer = [];
        private TimeSpan _linkFree;
        private TimeSpan _offeredAt = TimeSpan.Zero;
        private uint _connection = 1;
        private (uint Connection, ulong Chunk, ulong Offer) _hub;
        private ulong _chunk, _offer;
        private int _granted;

        public string Name => name;

        public void Reconnect()
        {
            _connection++;
            _link.Clear();
            _flights.Clear();
            _lastBeforeOffer.Clear();
            (_chunk, _offer, _granted, _offeredAt) = (0, 0, 0, TimeSpan.Zero);
        }

        public void HubRestarted()
        {
            _hub = default;
            _back.Clear();
        }

        public void Speak(TimeSpan now, Random random)
        {
            while (_back.TryPeek(out var back) && back.At <= now) Take(_back.Dequeue().Have);
            if (now - _offeredAt > TimeSpan.FromSeconds(_granted > 0 ? 5 : 1))
            {
                _lastBeforeOffer[++_offer] = _chunk;
                _offeredAt = now;
                Send(new Message(true, _connection, _offer, now), now, lost: false);
            }
            while (_flights.Count < Math.Min(_granted, 64))
            {
                _flights.Enqueue(++_chunk);
                Send(new Message(false, _connection, _chunk, now), now, lost: random.Next(20) == 0);
            }
        }

        public IEnumerable<Message> Arrived(TimeSpan now)
        {
            while (_link.TryPeek(out var first) && first.At <= now) yield return _link.Dequeue();
        }

        /// <summary>As the hub's session does: it learns of a connection by its offers alone.</summary>
        public Have HubAnswers(Message message, Window window)
        {
            if (message.IsOffer && message.Connection != _hub.Connection) _hub = (message.Connection, 0, 0);
            if (message.IsOffer) _hub.Offer = Math.Max(_hub.Offer, message.Number);
            else _hub.Chunk = Math.Max(_hub.Chunk, message.Number);
            return new Have
            {
                Incarnation = _hub.Connection == 0 ? ByteString.CopyFrom(new byte[16]) : incarnation,
                Connection = _hub.Connection,
                HighestChunk = _hub.Chunk,
                AnswersOffer = _hub.Offer,
                Window = window,
            };
        }

        public void Hears(Have have, TimeSpan now) => _back.Enqueue((now + Step, have));

        private void Take(Have have)
        {
            if (have.Incarnation != incarnation || have.Connection != _connection) return;
            _granted = (int)have.Window.Chunks;
            var told = Math.Max(have.HighestChunk, _lastBeforeOffer.GetValueOrDefault(have.AnswersOffer));
            while (_flights.TryPeek(out var flight) && flight <= told) _flights.Dequeue();
        }

        private void Send(Message message, TimeSpan now, bool lost)
        {
            _linkFree = (_linkFree > now ? _linkFree : now) + TimeSpan.FromSeconds(message.IsOffer ? 0.001 : 1.0 / chunksPerSecond);
            if (!lost) _link.Enqueue(message with { At = _linkFree });
        }
    }
}
