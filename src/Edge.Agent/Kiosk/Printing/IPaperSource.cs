using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>Where papers wait that have not been printed yet: the store in which they are durable.</summary>
internal interface IPaperSource
{
    /// <summary>The oldest paper that has not been printed; null where none waits.</summary>
    Paper? Next();

    /// <summary>It is on paper: durable when this returns, and it is never given by <see cref="Next"/> again.</summary>
    void Printed(Paper paper);

    /// <summary>Completes at the next change of what waits after the call.</summary>
    Task Changed { get; }
}
