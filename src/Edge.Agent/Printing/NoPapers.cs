namespace Edge.Agent.Printing;

/// <summary>Nothing is ever printed.</summary>
internal sealed class NoPapers : IPaperSource
{
    public Task Changed { get; } = new TaskCompletionSource().Task;

    public Paper? Next() => null;

    public void Printed(Paper paper) => throw new InvalidOperationException($"Paper {paper.Id} came from elsewhere.");
}
