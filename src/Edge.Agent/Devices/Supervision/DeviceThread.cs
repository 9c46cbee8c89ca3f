using System.Collections.Concurrent;

namespace Edge.Agent.Devices.Supervision;

/// <summary>
/// A thread of its own on which a device's calls run, with all that follows their awaits. A call that blocks in the kernel
/// blocks this thread and nobody else; the lane is then left to it and another takes its place.
/// </summary>
internal sealed class DeviceThread : TaskScheduler
{
    // A device runs a listener and one piece of work at a time; the rest of the thread's stack is never touched.
    private const int StackBytes = 256 * 1024;

    private readonly BlockingCollection<Task> _tasks = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread _thread;

    public DeviceThread(string name)
    {
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Completes when the thread has ended: after <see cref="Close"/>, and once the last call has come back.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Starts work on this thread.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Starts work on this thread.</summary>
    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Takes no more work; the thread ends after what it has.</summary>
    public void Close() => _tasks.CompleteAdding();

    protected override void QueueTask(Task task)
    {
        try
        {
            _tasks.Add(task);
        }
        catch (InvalidOperationException)
        {
            // The rest of a piece of work that came back after its lane was closed.
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.Thread.TryExecuteTask(state.Task), (Thread: this, Task: task), preferLocal: false);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Thread.CurrentThread == _thread && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    private void Run()
    {
        foreach (var task in _tasks.GetConsumingEnumerable()) TryExecuteTask(task);
        _ended.SetResult();
    }
}
