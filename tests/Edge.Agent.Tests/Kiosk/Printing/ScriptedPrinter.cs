using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>A printer and its paper, as the outside sees it: rows come out one by one, until something stops them.</summary>
internal sealed class ScriptedPrinter : IDevice<IReceiptPrinter>, IReceiptPrinter
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Dots { get; set; } = 384;

    public bool Plugged { get; set; } = true;

    public PrinterStatus Fault { get; set; }

    /// <summary>Rows left on the roll.</summary>
    public int Rows { get; set; } = int.MaxValue;

    /// <summary>What each paper that began looked like, and whether it came out whole.</summary>
    public List<(string Picture, bool Whole)> Out { get; } = [];

    /// <summary>It prints, and does not answer afterwards in time.</summary>
    public bool Silent { get; set; }

    /// <summary>Called before a paper begins and after it is whole.</summary>
    public Action<string> At { get; set; } = _ => { };

    public int Asked { get; private set; }

    public IEnumerable<string> Whole => Out.Where(o => o.Whole).Select(o => o.Picture);

    public DeviceStatus Status => new("printer", Plugged ? DeviceState.Ready : DeviceState.Failed, Plugged ? null : "not there", DateTimeOffset.UnixEpoch);

    public Task Changed => _changed.Task;

    public void Signal() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    public async Task<bool> TryUseAsync(Func<IReceiptPrinter, CancellationToken, Task> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!Plugged) return false;
        try
        {
            await work(this, cancellationToken);
            return true;
        }
        catch (DeviceException)
        {
            return false;
        }
    }

    public Task<PrinterStatus> StatusAsync(CancellationToken cancellationToken)
    {
        Asked++;
        if (!Plugged) throw new DeviceException("unplugged");
        return Task.FromResult(Fault | (Rows == 0 ? PrinterStatus.PaperOut : 0));
    }

    public Task PrintAsync(Raster picture, CancellationToken cancellationToken)
    {
        At("begin");
        var whole = Plugged && Fault == 0 && Rows >= picture.Height;
        Rows = Math.Max(0, Rows - picture.Height);
        Out.Add((PictureText.Of(picture), whole));
        if (!whole) throw new DeviceException("it broke off");
        At("whole");
        if (Silent) throw new UnconfirmedPaperException("it took it whole and said nothing: set Devices:Printer:Confirm");
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
