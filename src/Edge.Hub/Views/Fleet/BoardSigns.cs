using Edge.Contracts.Shown;
using Edge.Hub.Fleet;

namespace Edge.Hub.Views.Fleet;

/// <summary>What lists show of a board's health, each with its age.</summary>
internal sealed record BoardSigns
{
    private const int MostFaults = 40;

    public static BoardSigns None { get; } = new();

    public Presence Presence { get; init; }

    /// <summary>When it came or went.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? HeardAt { get; init; }

    public Told<long>? Backlog { get; init; }

    public Told<long>? BacklogBytes { get; init; }

    public DateTimeOffset? BacklogOldest { get; init; }

    public Told<double>? LinkPercent { get; init; }

    public Told<double>? PowerPercent { get; init; }

    public Told<bool>? OnMains { get; init; }

    public Told<double>? DiskFreePercent { get; init; }

    /// <summary>The store takes no more records.</summary>
    public bool StoreFull { get; init; }

    public bool StoreFailed { get; init; }

    public Told<double>? Temperature { get; init; }

    public Told<bool>? Paper { get; init; }

    public Told<bool>? ClockRight { get; init; }

    public TimeSpan? ClockOffset { get; init; }

    /// <summary>What the board says of its devices, as it says it.</summary>
    public Told<string>? Devices { get; init; }

    /// <summary>What of it has failed, as the board says it, such as <c>printer paper-out</c>; mere notices are not here.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public string? Version { get; init; }

    /// <summary>How the agent's run before this one ended, as it says it.</summary>
    public Told<string>? LastEnd { get; init; }

    /// <summary>How much of its power the board spends, as it says it.</summary>
    public Told<string>? PowerMode { get; init; }

    public static BoardSigns Of(HeardBoard board)
    {
        var devices = Text(board["Devices"]);
        var told = devices is null or { Value: "ok" } ? [] : devices.Value.Split(", ", MostFaults);
        return new BoardSigns
        {
            Presence = board.Presence,
            Since = board.Since,
            HeardAt = board.HeardAt,
            Backlog = Number(board["Backlog/Records"]),
            BacklogBytes = Number(board["Backlog/Bytes"]),
            BacklogOldest = Number(board["Backlog/OldestSeconds"]) is { Value: >= 0 and < 10_000_000_000 } age ? age.At - TimeSpan.FromSeconds(age.Value) : null,
            LinkPercent = Link(Text(board["Link/Technology"]), board["Link/SignalDbm"]),
            PowerPercent = Real(board["Power/ChargePercent"]) is { } charge ? charge with { Value = Math.Clamp(charge.Value, 0, 100) } : null,
            OnMains = Text(board["Power/Source"]) is { } power ? new Told<bool>(power.Value == "mains", power.At) : null,
            DiskFreePercent = Share(board["Disk/FreeBytes"], board["Disk/TotalBytes"]),
            StoreFull = board["Disk/Store"]?.Value is "full",
            StoreFailed = board["Disk/Store"]?.Value is "failed",
            Temperature = Real(board["Board/Celsius"]) is { Value: > -100 and < 300 } celsius ? celsius : null,
            Paper = PaperOf(told, devices?.At),
            ClockRight = Text(board["Clock/State"]) is { } clock ? new Told<bool>(clock.Value == "synchronised", clock.At) : null,
            ClockOffset = Number(board["Clock/OffsetMs"]) is { } offset ? TimeSpan.FromMilliseconds(Math.Clamp(offset.Value, -1e15, 1e14)) : null,
            Devices = devices,
            Faults = [.. told.Where(f => !FaultWords.Of(f).IsNotice)],
            Version = Text(board["Software/Version"])?.Value,
            LastEnd = Text(board[AgentWords.LastEnd]),
            PowerMode = Text(board[AgentWords.PowerMode]),
        };
    }

    // A cable is as good as it gets; of a radio without a level nothing is known.
    private static Told<double>? Link(Told<string>? technology, ToldValue? signal)
    {
        if (technology?.Value == "ethernet") return new Told<double>(100, technology.At);
        if (technology?.Value == "none") return new Told<double>(0, technology.At);
        if (Real(signal) is not { } level) return null;
        // Full at the strong end of what the radio is used at, nothing where it drops.
        var (weak, strong) = technology?.Value == "cellular" ? (-115.0, -75.0) : (-90.0, -50.0);
        return level with { Value = Math.Round(Math.Clamp((level.Value - weak) / (strong - weak), 0, 1) * 100) };
    }

    private static Told<double>? Share(ToldValue? part, ToldValue? whole) =>
        Real(part) is { } free && Real(whole) is { Value: > 0 } total ? free with { Value = Math.Round(Math.Clamp(free.Value / total.Value, 0, 1) * 100, 1) } : null;

    // Of a printer that is gone nothing is known; an older board tells several things of it at once, with '+' between them.
    private static Told<bool>? PaperOf(string[] told, DateTimeOffset? at)
    {
        if (at is not { } then) return null;
        var printer = told.Where(f => f.StartsWith("printer ", StringComparison.Ordinal)).ToList();
        if (printer.Exists(f => f.Contains(FaultWords.PaperOut, StringComparison.Ordinal))) return new Told<bool>(false, then);
        return printer.TrueForAll(f => FaultWords.Of(f).IsNotice) ? new Told<bool>(true, then) : null;
    }

    private static Told<string>? Text(ToldValue? told) => told?.Value is string text ? new Told<string>(text, told.At) : null;

    private static Told<long>? Number(ToldValue? told) => told?.Value switch
    {
        long number => new Told<long>(number, told.At),
        int number => new Told<long>(number, told.At),
        _ => null,
    };

    private static Told<double>? Real(ToldValue? told) => told?.Value switch
    {
        long number => new Told<double>(number, told.At),
        int number => new Told<double>(number, told.At),
        float number when float.IsFinite(number) => new Told<double>(number, told.At),
        double number when double.IsFinite(number) => new Told<double>(number, told.At),
        _ => null,
    };
}
