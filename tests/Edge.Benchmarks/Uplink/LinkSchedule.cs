namespace Edge.Benchmarks.Uplink;

/// <summary>How often the link is up and how long; steady is one long time of signal.</summary>
internal sealed record LinkSchedule(int Windows, TimeSpan Up, TimeSpan Down)
{
    public TimeSpan UpTime => Windows * Up;

    public TimeSpan Length => UpTime + (Windows - 1) * Down;
}
