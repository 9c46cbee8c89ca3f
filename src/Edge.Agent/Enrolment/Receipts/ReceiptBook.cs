using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Spool;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Receipts;

/// <summary>Gives receipts: the paper by which a citizen hears, at any kiosk of the area, what became of the record.</summary>
internal sealed class ReceiptBook(SlipStore slips, ServiceBook services, KioskSettings kiosk, AgentIdentity identity, IRecordIndex index, IRecordSpool spool, IOptions<DevicesOptions> devices, TimeProvider time)
{
    public const string Receipt = "receipt", Requested = "requested", Keep = "receiptKeep";

    /// <summary>The receipt of a case whose record is in the board's keeping; null where its service gives none.</summary>
    public Slip? Of(CaseState state)
    {
        if (state.End is not { Ticket: TicketState.Done } || services.Find(state.Service) is not { } plan || !plan.Has(CaseSteps.Receipt)) return null;
        var service = kiosk.Find(state.Service);
        return new Slip
        {
            Pictogram = service?.Pictogram ?? state.Service,
            Service = service?.Name(state.Language) ?? state.Service,
            Language = state.Language,
            Words = [plan.Request ? Requested : Receipt, Keep],
            Code = new ReceiptCode(identity.Node, state.Id, Digest(state.Id)).Sign(identity.Key),
            Ticket = state.Ticket,
            At = time.Local(),
            Place = kiosk.Place.Length > 0 ? kiosk.Place : null,
            Sample = devices.Value.Virtual,
        };
    }

    /// <summary>A receipt was added.</summary>
    public void Tell() => slips.Tell();

    // Released between the record and a crash: the digest is nowhere on the board any more, and the record's id is enough to be found.
    private string Digest(Guid id)
    {
        if (index.Queued(id) is not { } entry) return new string('0', ReceiptCode.DigestLetters);
        using var record = spool.Open(entry);
        return Convert.ToHexStringLower(record.Manifest.Digest)[..ReceiptCode.DigestLetters];
    }
}
