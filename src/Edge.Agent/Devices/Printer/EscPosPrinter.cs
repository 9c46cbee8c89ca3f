using Edge.Agent.Printing;

namespace Edge.Agent.Devices.Printer;

/// <summary>A printer that speaks ESC/POS, over whatever line.</summary>
internal sealed class EscPosPrinter(IPrinterLine line, PrinterOptions options) : IReceiptPrinter
{
    // At 9,600 bps a byte takes a millisecond; a printer that is busy answers within 100.
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(400);

    // It may have a picture to work through first. A ticket that is on paper would count as not printed.
    private static readonly TimeSpan AnswerAfterPaper = TimeSpan.FromSeconds(2);

    // A small printer's buffer holds a whole ticket: 80 cm of paper at 50 mm a second.
    private static readonly TimeSpan Printing = TimeSpan.FromSeconds(20);

    // How the printer was left before this is not known: a ticket may have broken off in the middle of a picture.
    private bool _inStep;

    public int Dots => options.Dots;

    public Task PrintAsync(Raster picture, CancellationToken cancellationToken)
    {
        if (picture.Width > Dots) throw new ArgumentException($"A picture of {picture.Width} dots does not fit on a paper of {Dots}.", nameof(picture));
        // What a stopped printer takes into its buffer comes out when it goes on, and would come out twice.
        Require("does not print", Answer, cancellationToken);
        GetInStep(cancellationToken);
        line.Write(EscPos.Encode(picture), cancellationToken);
        line.Drain(cancellationToken);
        if (options.Confirm) AwaitDone(cancellationToken);
        Require("stopped at the paper", AnswerAfterPaper, cancellationToken);
        return Task.CompletedTask;
    }

    public Task<PrinterStatus> StatusAsync(CancellationToken cancellationToken) => Task.FromResult(Status(Answer, cancellationToken));

    public void Dispose() => line.Dispose();

    private void Require(string otherwise, TimeSpan limit, CancellationToken cancellationToken)
    {
        var stops = Status(limit, cancellationToken) & PrinterWords.Stops;
        if (stops != 0) throw new DeviceException($"the printer {otherwise}: {PrinterWords.Of(stops)}");
    }

    private PrinterStatus Status(TimeSpan limit, CancellationToken cancellationToken)
    {
        var status = line.PortStatus();
        if (!options.AsksStatus) return status;
        line.DropReceived(cancellationToken);
        for (var question = 1; question <= EscPos.Questions; question++)
        {
            status |= EscPos.Read(question, Answered(question, limit, cancellationToken)
                ?? throw new DeviceException($"the printer does not answer the status question {question} (DLE EOT {question}); switch it on, look at its cable, or set Devices:Printer:AsksStatus to false if it has no answers"));
        }
        return status;
    }

    // Some printers take a question for dots while a band is not complete.
    private byte? Answered(int question, TimeSpan limit, CancellationToken cancellationToken)
    {
        line.Write(EscPos.Ask(question), cancellationToken);
        if (Await(EscPos.IsAnswer, limit, cancellationToken) is { } answer) return answer;
        if (_inStep) return null;
        GetInStep(cancellationToken);
        return Answered(question, limit, cancellationToken);
    }

    private void GetInStep(CancellationToken cancellationToken)
    {
        if (_inStep) return;
        line.Write(EscPos.Complete(Dots), cancellationToken);
        _inStep = true;
    }

    private void AwaitDone(CancellationToken cancellationToken)
    {
        line.DropReceived(cancellationToken);
        line.Write(EscPos.AskWhenDone, cancellationToken);
        if (Await(EscPos.IsDone, Printing, cancellationToken) is null) throw new DeviceException($"the printer did not say within {Printing.TotalSeconds} s that the paper is printed");
    }

    // What is no answer, such as an automatic status or noise, is passed over.
    private byte? Await(Func<byte, bool> isAnswer, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var noise = 0; noise < 16; noise++)
        {
            if (line.Read(limit, cancellationToken) is not { } answer) return null;
            if (isAnswer(answer)) return answer;
        }
        return null;
    }
}
