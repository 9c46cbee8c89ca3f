using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Uplink;

/// <summary>A session on a link, over a spool and the parts a test looks at.</summary>
internal static class TestSession
{
    public static Task<TimeSpan> RunAsync(FakeLink link, AgentIdentity identity, RecordSpool spool, OfferBuilder voice, TransferScheduler scheduler, Prefetcher prefetcher, HeldRecords held, LogList log, TimeSpan? deadAfter = null, Succession? succession = null)
    {
        var (loggers, status, time) = (new LoggerFactory([log]), new UplinkStatus(), TimeProvider.System);
        var settlement = new Settlement(spool, identity, scheduler, prefetcher, held, status, time, new Logger<Settlement>(loggers));
        var offers = new OfferExchange(voice, scheduler, new KeptExchange(spool.Kept, identity.Node, identity.Trust, log), settlement, Options.Create(new UplinkOptions { DeadAfter = deadAfter ?? TimeSpan.FromSeconds(5) }),
            status, time, new Logger<OfferExchange>(loggers));
        var chunks = new ChunkSender(identity, scheduler, prefetcher, time);
        var objects = new ObjectIntake(identity, [ObjectHandler.OfTrust(identity.Trust)], scheduler, new Logger<ObjectIntake>(loggers));
        return new UplinkSession(link, 1, new RecordTransfer(spool, prefetcher, settlement, offers, chunks), [TestHealth.Voice(), objects], time, succession).RunAsync(TestContext.Current.CancellationToken);
    }
}
