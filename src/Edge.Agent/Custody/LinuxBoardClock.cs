using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Agent.Custody;

/// <summary>The clocks as the kernel gives them.</summary>
internal sealed class LinuxBoardClock(TimeProvider time) : IBoardClock
{
    private const int LargestTimex = 256;
    private readonly Guid _bootId = ReadBootId();

    public ClockReading Read() => new(time.GetUtcNow(), State(), _bootId, MonotonicMs());

    private static Guid ReadBootId()
    {
        try
        {
            return Guid.TryParse(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), out var id) ? id : Guid.Empty;
        }
        catch (IOException)
        {
            return Guid.Empty;
        }
    }

    private static ulong MonotonicMs() =>
        LibC.ClockGetTime(LibC.ClockBootTime, out var t) == 0 ? ((ulong)t.Seconds * 1000) + ((ulong)t.Nanoseconds / 1_000_000) : 0;

    private static unsafe ClockState State()
    {
        var timex = stackalloc byte[LargestTimex];
        new Span<byte>(timex, LargestTimex).Clear();
        return LibC.AdjTimeX(timex) switch
        {
            < 0 => ClockState.Unknown,
            LibC.TimeError => ClockState.Unsynchronised,
            _ => ClockState.Synchronised,
        };
    }
}
