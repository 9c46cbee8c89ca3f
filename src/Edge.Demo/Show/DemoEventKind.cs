namespace Edge.Demo.Show;

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
