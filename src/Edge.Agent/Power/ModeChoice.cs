namespace Edge.Agent.Power;

/// <summary>How much of its power a board spends, by its setting and by what feeds it. No clock and no I/O.</summary>
internal sealed class ModeChoice(PowerSetting setting)
{
    // Where the sun both feeds the board and fills the battery the current changes its direction with every cloud.
    private static readonly TimeSpan ForGood = TimeSpan.FromMinutes(1);

    private TimeSpan? _batterySince;

    public PowerMode Of(bool? onBattery, bool serves, TimeSpan now)
    {
        if (onBattery is not true) _batterySince = null;
        else _batterySince ??= now;
        return setting switch
        {
            PowerSetting.Full => PowerMode.Full,
            PowerSetting.Auto when !(now - _batterySince >= ForGood) => PowerMode.Full,
            PowerSetting.Saver => PowerMode.Saver,
            _ => serves ? PowerMode.Saver : PowerMode.Sleep,
        };
    }
}
