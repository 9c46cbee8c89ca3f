using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Enrolment.Identify;
using Edge.Agent.Kiosk.Printing.Drawing;
using Edge.Agent.Kiosk.Printing.Tickets;
using Edge.Agent.Simulator;
using Edge.Agent.Tests.Enrolment.Identify;

namespace Edge.Agent.Tests.Simulator;

/// <summary>What somebody who does not exist can do at the panel.</summary>
public sealed class TrialTests : IDisposable
{
    private readonly VirtualBoard _board = new(TimeProvider.System);
    private readonly TrialActions _trial;
    private readonly ICodeReader _scanner;

    public TrialTests() => (_trial, _scanner) = (new TrialActions(_board), _board.Scanner.Open());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Made_up_citizens_have_cards_without_a_doubt_but_for_the_last()
    {
        Assert.InRange(MadeUpCitizens.All.Count, 3, 12);
        Assert.Equal(MadeUpCitizens.All.Count, MadeUpCitizens.All.Select(c => c.Number).Distinct(StringComparer.Ordinal).Count());
        foreach (var citizen in MadeUpCitizens.All)
        {
            var read = CardQr.Read(citizen.Card);
            Assert.Equal((citizen.Number, citizen.Name, citizen.Birth, citizen.Sex), (read.Person!.Number, read.Person.Name, read.Person.Birth, read.Person.Sex));
            Assert.Empty(read.Warnings);
            string[] expected = citizen == MadeUpCitizens.All[^1] ? ["number-sex", "number-year"] : [];
            Assert.Equal(expected, CodeCase.Codes(CrossCheck.Of([read.Person], read.Dates, CodeCase.Today)));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_card_a_paper_and_a_code_reach_the_scanner()
    {
        var citizen = MadeUpCitizens.All[1];
        Assert.Null(_trial.Scan(new SimulatorWish { Citizen = citizen.Number }));
        Assert.Equal(citizen.Card, await _scanner.NextAsync(Token));
        Assert.Null(_trial.Scan(new SimulatorWish { Code = "edge1:receipt:x" }));
        Assert.Equal("edge1:receipt:x", await _scanner.NextAsync(Token));
        using var printer = _board.Printer.Open(384);
        var code = QrPicture.Fit("edge1:ticket:kiosk-1:1:A001:ABC234", 384)!;
        await printer.PrintAsync(Picture.Draw(384, code.Size, canvas => code.Draw(canvas, 0, 0)), Token);
        Assert.Null(_trial.Scan(new SimulatorWish { Paper = 1 }));
        Assert.Equal("edge1:ticket:kiosk-1:1:A001:ABC234", await _scanner.NextAsync(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_cannot_be_scanned_says_why()
    {
        Assert.Contains("001190000018", _trial.Scan(new SimulatorWish { Citizen = "1" }), StringComparison.Ordinal);
        Assert.Contains("must be given", _trial.Scan(new SimulatorWish()), StringComparison.Ordinal);
        Assert.Contains("must be given", _trial.Scan(new SimulatorWish { Paper = 1, Code = "x" }), StringComparison.Ordinal);
        Assert.Contains("must not be empty", _trial.Scan(new SimulatorWish { Code = "" }), StringComparison.Ordinal);
        Assert.Contains("paper 1 is not there", _trial.Scan(new SimulatorWish { Paper = 1 }), StringComparison.Ordinal);
        using var printer = _board.Printer.Open(384);
        await printer.PrintAsync(new Raster(384, 10), Token);
        Assert.Contains("has no code", _trial.Scan(new SimulatorWish { Paper = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Fingers_stay_until_they_are_lifted_and_portraits_change()
    {
        Assert.Null(_trial.Finger("Dry", true));
        Assert.Equal(FingerKind.Dry, _board.Finger.Resting);
        Assert.Null(_trial.Finger("Good", null));
        Assert.Equal(FingerKind.Dry, _board.Finger.Resting);
        Assert.Null(_trial.Finger(null, false));
        Assert.Null(_board.Finger.Resting);
        Assert.Contains("Good, Dry, Wet, Aside", _trial.Finger("2", true), StringComparison.Ordinal);
        Assert.Contains("Good, Dry, Wet, Aside", _trial.Finger(null, null), StringComparison.Ordinal);
        Assert.Null(_trial.Portrait("Dark"));
        Assert.Equal(PortraitKind.Dark, _board.Camera.Kind);
        Assert.Contains("Good, Dark", _trial.Portrait("dark"), StringComparison.Ordinal);
    }

    public void Dispose() => _scanner.Dispose();
}
