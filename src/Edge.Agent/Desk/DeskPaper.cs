using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;
using Edge.Agent.Kiosk.Printing.Letters;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Hosting.Sockets;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Desk;

/// <summary>A paper that says where the officer's page is and what its certificate's fingerprint is, for whoever sets a tablet up. It waits in memory only: after a restart one asks again.</summary>
internal sealed class DeskPaper(DeskListener door, LetterBook letters) : IPaperSource
{
    private const int PairsInALine = 8;
    private readonly Lettering _lettering = new(letters);
    private readonly Signal _changed = new();
    private volatile Paper? _waiting;

    public Task Changed => _changed.Next;

    public Paper? Next() => _waiting;

    public void Printed(Paper paper) => _waiting = null;

    /// <summary><c>POST /v1/desk-paper</c> at the agent's socket.</summary>
    public Task PrintAsync(HttpContext context)
    {
        if (door.Address is not { } address) return Answers.ProblemAsync(context, StatusCodes.Status409Conflict, "Not done", door.Problem ?? "the officer's page is switched off (Desk:Enabled)");
        var fingerprint = door.Fingerprint;
        _waiting = new Paper("desk", dots => Draw(address, fingerprint, dots));
        _changed.Set();
        return Answers.WriteAsync(context, StatusCodes.Status202Accepted, new { address, fingerprint });
    }

    internal Raster Draw(string address, string? fingerprint, int dots)
    {
        var sheet = new Sheet(dots);
        Add("Bàn cán bộ · Officer's desk", sheet.Unit * 5 / 2);
        sheet.AddRule();
        Add(address, sheet.Unit * 2);
        if (QrPicture.Fit(address, dots) is { } code) sheet.Add(code.Size, (canvas, y) => code.Draw(canvas, (dots - code.Size) / 2, y));
        if (fingerprint is not null)
        {
            Add("SHA-256", sheet.Unit * 2);
            foreach (var line in fingerprint.Split(':').Chunk(PairsInALine)) Add(string.Join(' ', line), sheet.Unit * 2);
        }
        sheet.Skip(sheet.Unit);
        return sheet.Finish();

        void Add(string text, int largest) => sheet.AddCentred(_lettering, text, 2, largest);
    }
}
