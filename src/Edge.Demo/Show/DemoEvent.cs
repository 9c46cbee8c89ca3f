namespace Edge.Demo.Show;

/// <summary>Something that happened, with no more of a record than its id.</summary>
internal sealed record DemoEvent(TimeSpan At, string Kiosk, DemoEventKind Kind, string What);

/// <summary>What can happen.</summary>
internal enum DemoEventKind
{
    Accepted,
    Held,
    Stored,
    Cut,
    Restored,
    Trouble,
}
