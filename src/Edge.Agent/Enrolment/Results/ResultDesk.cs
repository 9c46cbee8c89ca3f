using Edge.Agent.Devices;
using Edge.Agent.Enrolment.Receipts;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Voice;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Results;

/// <summary>Answers a receipt or a card held before the scanner: by voice at once, and on paper.</summary>
internal sealed partial class ResultDesk(ResultBook results, StateDatabase state, SlipStore slips, IVoice voice, KioskSettings kiosk, IOptions<DevicesOptions> devices, TimeProvider time, ILogger<ResultDesk> logger)
{
    // Whoever plays with the scanner must not empty the roll.
    private const int MostWaiting = 3;
    private static readonly TimeSpan SameCode = TimeSpan.FromSeconds(5);
    private (string Code, TimeSpan At)? _last;

    /// <summary>True where it was one of ours to answer.</summary>
    public bool Take(DeviceEvent what, string language)
    {
        if (what is not CodeScanned { Code: var code } || results.Find(code) is not { } result) return false;
        // A scanner reads what is held before it again and again.
        var (now, last) = (time.Steady(), _last);
        _last = (code, now);
        if (last is { } before && before.Code == code && now - before.At < SameCode) return true;
        voice.Say(language, [Phrase.Result(result.Id)]);
        Print(result, language);
        return true;
    }

    private void Print(Result result, string language)
    {
        string[] reason = result.Reason.Length > 0 ? [$"retake.{result.Reason}"] : [];
        string[] advice = result.Id switch
        {
            "not-known" => ["askAgain"],
            "retake" or "forged" => ["seeOfficer"],
            _ => [],
        };
        var slip = new Slip
        {
            Pictogram = "result",
            Language = language,
            Words = [$"result.{result.Id}", .. reason, .. advice],
            At = time.Local(),
            Place = kiosk.Place.Length > 0 ? kiosk.Place : null,
            Sample = devices.Value.Virtual,
        };
        try
        {
            state.With(c =>
            {
                using var transaction = c.BeginTransaction();
                if (SlipStore.Waiting(c) >= MostWaiting) return 0;
                SlipStore.Add(c, slip);
                transaction.Commit();
                return 0;
            });
            slips.Tell();
        }
        catch (SqliteException e)
        {
            // It was said; whoever wants it on paper shows the receipt once more.
            LogNotPrinted(e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A result could not be put down for printing: {Reason}")]
    private partial void LogNotPrinted(string reason);
}
