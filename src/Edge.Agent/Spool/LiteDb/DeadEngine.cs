using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using LiteDB.Engine;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// What is left of the library's engine after a failure. A transaction that broke off tries to give its pages back when it is finalized, and
/// throws where half of them were written already: on the finalizer's thread that is the end of the process.
/// </summary>
internal static class DeadEngine
{
    private static readonly FieldInfo? Monitor = typeof(LiteEngine).GetField("_monitor", BindingFlags.Instance | BindingFlags.NonPublic);
    private static readonly ConcurrentBag<LiteEngine> Kept = [];

    /// <summary>Sees to it that nothing of it is finalized; before it is closed, which forgets some of it.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "Another's finalizer is what harms.")]
    public static void Bury(LiteEngine engine)
    {
        var monitor = Monitor?.GetValue(engine);
        if (monitor?.GetType().GetProperty("Transactions")?.GetValue(monitor) is not IEnumerable transactions)
        {
            // Another version of the library, which hides them: what is reachable is not finalized either, at the price of its memory.
            Kept.Add(engine);
            return;
        }
        foreach (var transaction in transactions) GC.SuppressFinalize(transaction);
    }
}
