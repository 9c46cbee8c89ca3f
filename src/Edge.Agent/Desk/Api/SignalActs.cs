using Edge.Agent.Desk.Page;
using Edge.Agent.Kiosk.Api;
using Edge.Agent.Kiosk.LinkMeter;

namespace Edge.Agent.Desk.Api;

/// <summary>Where there is signal, noted by one team for the next.</summary>
internal sealed class SignalActs(LinkMeterEndpoint meter, FindRecorder recorder, FindPaper paper)
{
    public IEnumerable<DeskRoute> Routes() =>
    [
        DeskRoute.Get("signal", "What the modem says now, and where there was signal, when and how strong; the newest first.", call => call.AnswerAsync(meter.Read())),
        DeskRoute.Post<PlaceBody>("signal/note", "Notes how strong the signal is now at the place of that name. Not without a modem that tells it.", NoteAsync),
        DeskRoute.Post<NothingBody>("signal/print", "Prints for the next team where there was signal. Answers when it is on paper.", PrintAsync),
    ];

    private async Task NoteAsync(DeskCall call, PlaceBody body)
    {
        var (find, refusal) = await recorder.NoteAsync(body.Place, call.Aborted);
        if (find is null) await RefuseAsync(call, refusal!);
        else await call.AnswerAsync(new { find.Place, find.At, find.Bars, find.Dbm, find.Technology, Message = Words(call).Say("signal-noted", find.Place, find.Bars) });
    }

    private async Task PrintAsync(DeskCall call, NothingBody body)
    {
        if (await paper.PrintAsync(call.Aborted) is { } refusal) await RefuseAsync(call, refusal);
        else await call.AnswerAsync(new { Printed = true, Message = Words(call)["signal-printed"] });
    }

    private static PageWords Words(DeskCall call) => PagePrefs.Of(call.Context.Request).Words;

    private static Task RefuseAsync(DeskCall call, FindRefusal refusal) =>
        call.RefuseAsync(LinkMeterEndpoint.Status(refusal.Kind), $"signal-{refusal.Kind}", refusal.Text, PlaceName.Longest);
}

/// <summary>What the officer calls the place.</summary>
internal sealed record PlaceBody(string Place);
