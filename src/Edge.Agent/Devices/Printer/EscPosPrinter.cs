namespace Edge.Agent.Devices.Printer;

/// <summary>A printer that speaks ESC/POS, over whatever line.</summary>
internal sealed class EscPosPrinter(IPrinterLine line, PrinterOptions options) : IReceiptPrinter
{
    // At 9,600 bps a byte takes a millisecond; a printer that is busy answers within 100.
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(400);

    // Beside what the rows take: it works through the picture before the first of them, and cuts after the last.
    private static readonly TimeSpan AroundPaper = TimeSpan.FromSeconds(2);

    // How the printer was left before this is not known: a ticket may have broken off in the middle of a picture.
    private bool _inStep;

    public int Dots => options.Dots;

    public Task PrintAsync(Raster picture, CancellationToken cancellationToken)
    {
        if (picture.Width > Dots) throw new ArgumentException($"A picture of {picture.Width} dots does not fit on a paper of {Dots}.", nameof(picture));
        // What a stopped printer takes into its buffer comes out when it goes on, and would come out twice.
        Require("does not print", Answer, Silent, cancellationToken);
        GetInStep(cancellationToken);
        line.Write(EscPos.Encode(picture), cancellationToken);
        line.Drain(cancellationToken);
        // A small printer's buffer holds a whole ticket, and many answer in their turn: a ticket that is on paper would count as not printed.
        var takes = AroundPaper + TimeSpan.FromSeconds((double)picture.Height / EscPos.RowsOfAMillimetre / options.Speed);
        if (options.Confirm) AwaitDone(takes, cancellationToken);
        Require("stopped at the paper", takes, Unconfirmed, cancellationToken);
        return Task.CompletedTask;
    }

    public Task<PrinterStatus> StatusAsync(CancellationToken cancellationToken) => Task.FromResult(Status(Answer, Silent, cancellationToken));

    public void Dispose() => line.Dispose();

    private void Require(string otherwise, TimeSpan limit, Func<int, TimeSpan, DeviceException> silent, CancellationToken cancellationToken)
    {
        var stops = Status(limit, silent, cancellationToken) & PrinterWords.Stops;
        if (stops != 0) throw new DeviceException($"the printer {otherwise}: {PrinterWords.Of(stops)}");
    }

    private static DeviceException Silent(int question, TimeSpan limit) =>
        new($"the printer does not answer the status question {question} (DLE EOT {question}); switch it on, look at its cable, or set Devices:Printer:AsksStatus to false if it has no answers");

    private UnconfirmedPaperException Unconfirmed(int question, TimeSpan limit) => new(
        $"the printer took the whole paper and did not answer the status question {question} (DLE EOT {question}) within {limit.TotalSeconds:0.#} s; set Devices:Printer:Speed to less than {options.Speed} if it is slower, "
        + "Devices:Printer:Confirm to true if it knows GS r, or Devices:Printer:AsksStatus to false");

    private PrinterStatus Status(TimeSpan limit, Func<int, TimeSpan, DeviceException> silent, CancellationToken cancellationToken)
    {
        var status = line.PortStatus();
        if (!options.AsksStatus) return status;
        line.DropReceived(cancellationToken);
        for (var question = 1; question <= EscPos.Questions; question++)
        {
            status |= EscPos.Read(question, Answered(question, limit, cancellationToken) ?? throw silent(question, limit));
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

    private void AwaitDone(TimeSpan takes, CancellationToken cancellationToken)
    {
        line.DropReceived(cancellationToken);
        line.Write(EscPos.AskWhenDone, cancellationToken);
        if (Await(EscPos.IsDone, takes, cancellationToken) is not null) return;
        throw new UnconfirmedPaperException($"the printer took the whole paper and did not say within {takes.TotalSeconds:0.#} s that it is printed (GS r 1); set Devices:Printer:Speed to less than {options.Speed} if it is slower, "
            + "or Devices:Printer:Confirm to false if it does not know that question");
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

/// <summary>The printer took a whole paper and then did not say, in the time the paper takes, that it is well: it may be asked in a way it does not understand.</summary>
internal sealed class UnconfirmedPaperException(string message) : DeviceException(message);
