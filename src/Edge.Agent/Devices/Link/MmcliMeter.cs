using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Link;

/// <summary>Asks ModemManager how strong the signal is.</summary>
internal sealed class MmcliMeter : ILinkMeter
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.8);

    private readonly ModemOptions _options;
    private readonly TimeProvider _time;
    private readonly string _mmcli;
    private bool _tellsPower;

    private MmcliMeter(ModemOptions options, TimeProvider time, string mmcli) => (_options, _time, _mmcli) = (options, time, mmcli);

    /// <exception cref="DeviceException">There is no modem.</exception>
    public static async Task<ILinkMeter> OpenAsync(ModemOptions options, TimeProvider time, CancellationToken cancellationToken, string mmcli = "mmcli")
    {
        var meter = new MmcliMeter(options, time, mmcli);
        // Not every modem measures its power, and not every user may ask it to.
        meter._tellsPower = await meter.AskAsync(["--signal-setup=5"], cancellationToken) is not null;
        return meter;
    }

    public async Task<LinkReading> ReadAsync(CancellationToken cancellationToken)
    {
        var modem = await Tool.RunAsync(_mmcli, ["-m", _options.Modem, "-J"], MostBytes, Limit, _time, cancellationToken);
        return ModemAnswers.Read(modem, _tellsPower ? await AskAsync(["--signal-get", "-J"], cancellationToken) : null);
    }

    public void Dispose()
    {
    }

    private async Task<ReadOnlyMemory<byte>?> AskAsync(string[] question, CancellationToken cancellationToken)
    {
        try
        {
            return await Tool.RunAsync(_mmcli, ["-m", _options.Modem, .. question], MostBytes, Limit, _time, cancellationToken);
        }
        catch (DeviceException)
        {
            return null; // the other answer tells whether there is a modem at all
        }
    }
}
