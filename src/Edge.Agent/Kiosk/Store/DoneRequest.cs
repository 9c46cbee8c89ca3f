using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Kiosk.Store;

/// <summary>A wish that a client named and that was done.</summary>
/// <param name="Id">The client's name for it.</param>
/// <param name="Wish">What kind of wish it was, so that one id never stands for two.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Number">The ticket it was about; null where it was about none.</param>
internal sealed record DoneRequest(Guid Id, string Wish, StepKind Kind, string? Number);
