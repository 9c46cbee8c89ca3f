namespace Edge.Agent.Devices.Supervision;

/// <summary>How long a device is waited for. Together they show a device's state within five seconds of a change of it.</summary>
internal static class DeviceTimeouts
{
    /// <summary>For opening, the first look included.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromSeconds(4);

    /// <summary>For opening it once, first look included, in a program that has just begun: on a slow board the drivers are being compiled meanwhile.</summary>
    public static readonly TimeSpan Exam = TimeSpan.FromSeconds(20);

    /// <summary>Between two attempts to open.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2.5);

    /// <summary>For a look.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>For cancelled work to come back, and for closing.</summary>
    public static readonly TimeSpan Close = TimeSpan.FromSeconds(1);

    /// <summary>Threads that a device may leave hanging in the kernel. With as many it is not opened again before one comes back.</summary>
    public const int MostHanging = 3;
}
