using System.Globalization;
using Edge.Agent.Devices.Display;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Power;
using Edge.Contracts;

namespace Edge.Agent.Kiosk.Show;

/// <summary>What stands on the call display, in Vietnamese and English; numbers say it to everybody else.</summary>
internal sealed class DisplayText(KioskSettings settings)
{
    private const int Narrow = 8;

    /// <summary>The lines for a display of that many; what matters most is on the first two.</summary>
    public DisplayLines Lines(Scene scene, TimeSpan now, int columns, int rows)
    {
        if (columns < Narrow) return new([Digits(scene, columns)]);
        var hint = scene.Hint is { } text && now < scene.HintUntil ? text : null;
        // Nobody who is served, looks for signal or holds a stick is left in the dark.
        var asleep = scene.Power.Mode == PowerMode.Sleep && scene.Queue.AtDesk is null && scene.StickAt(now) == StickState.None && !scene.Beeps(now);
        var fault = asleep ? null : scene.FaultAt(now)?.Word.Line;
        string[] lines = scene switch
        {
            { Power.IsLeaving: true } => ["Pin sắp hết", "Battery low", "Máy sắp tắt"],
            _ when asleep => ["", "", ""],
            { StoreProblem: not null, Queue.AtDesk: null } => ["Máy tạm ngừng", "Out of order", "Xin gặp cán bộ"],
            { Queue.AtDesk: { } called } => Called(called, rows),
            _ when Stick(scene.StickAt(now)) is { } stick => stick,
            _ when scene.Beeps(now) => ["Đo sóng / Signal", Signal(scene), scene.HasSpeaker ? "" : "Mất loa / No speaker"],
            { Queue.IsPaused: true } => ["Nghỉ trưa / Lunch", $"Đến/Until {OpeningHours.Short(settings.Options.PauseUntil)}", fault ?? settings.PlaceFor(columns)],
            { Queue.IsOpen: true } => ["Mời bấm nút", "Press a button", fault ?? settings.PlaceFor(columns)],
            _ => ["Đã nghỉ / Closed", scene.Today is { } today ? settings.Hours.Short(today, columns) : "", fault ?? settings.PlaceFor(columns)],
        };
        var aside = hint ?? (scene.Queue.AtDesk is null ? null : scene.Beeps(now) ? Signal(scene) : fault);
        if (rows < 3)
        {
            // Too few to say it beside: it takes the last one, but never the only one.
            var note = hint ?? (rows > 1 ? aside ?? fault : null);
            return new([.. lines.Take(rows - (note is null ? 0 : 1)).Select(l => Centre(l, columns)), .. note is null ? Array.Empty<string>() : [note]]);
        }
        // With nothing to be said beside it, the number fills the display.
        if (scene.Queue.AtDesk is { } number && aside is null && rows > 3)
        {
            string[] large = [lines[0], number.Number, "", string.Create(CultureInfo.InvariantCulture, $"Bàn/Desk {settings.DeskName(number.Desk)}  Chờ: {scene.Queue.PeopleWaiting}")];
            return new([.. large.Select(l => Centre(l, columns))], Large: 1);
        }
        var last = aside ?? (scene.Queue.IsOpen ? string.Create(CultureInfo.InvariantCulture, $"Chờ/Waiting: {scene.Queue.PeopleWaiting}") : "");
        return new([.. lines.Take(rows - 1).Select(l => Centre(l, columns)), .. Enumerable.Repeat("", rows - 1 - Math.Min(lines.Length, rows - 1)), last]);
    }

    private static string Signal(Scene scene) => !scene.HasModem ? "Thiếu modem/No modem" : scene.Bars is { } bars ? string.Create(CultureInfo.InvariantCulture, $"Sóng/Signal: {bars}/4") : "Chưa rõ / Not known";

    // Four or six digits have room for a number and no words.
    private static string Digits(Scene scene, int columns) => scene switch
    {
        { Power.IsLeaving: true } => "OFF"[..Math.Min(3, columns)],
        { Queue.AtDesk: { } called } => called.Number[Math.Max(0, called.Number.Length - columns)..],
        { StoreProblem: not null } => "Err",
        { Queue.IsOpen: true } => new string('-', columns),
        _ => "",
    };

    private static string[]? Stick(StickState state) => state switch
    {
        StickState.Working => ["Đang đọc USB", "Reading stick"],
        StickState.Waiting => ["Chờ có mạng", "Waits for link", "Rút USB được"],
        StickState.Done => ["Đăng ký xong", "Provisioned", "Rút USB được"],
        StickState.NotOurs => ["USB của máy khác", "Not this board's"],
        StickState.Failed => ["USB bị lỗi", "Stick not usable"],
        _ => null,
    };

    private string[] Called(Ticket called, int rows) => rows < 3
        ? [string.Create(CultureInfo.InvariantCulture, $"{called.Number} > {settings.DeskName(called.Desk)}"), "Xin mời số / Number"]
        : ["Xin mời số / Number", called.Number, $"Bàn số / Desk {settings.DeskName(called.Desk)}"];

    // In its one spelling first: apart from its letter a mark would count as a place.
    private static string Centre(string line, int columns)
    {
        var composed = LatinText.Compose(line);
        return new string(' ', Math.Max(0, columns - LatinText.Width(composed)) / 2) + composed;
    }
}
