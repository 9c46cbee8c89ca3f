using System.Net.Sockets;
using Edge.Agent.Doctor.Running;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Edge.Testing;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Doctor;

/// <summary>A slow board is waited for; one that never answers is not waited for longer than that.</summary>
public sealed class AgentQuestionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData(5, "Answers")]
    [InlineData(59, "Answers")]
    [InlineData(61, "Silent")]
    public async Task An_answer_is_waited_for_as_long_as_was_said(int seconds, string state)
    {
        using var folder = new TestFolder();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(folder.Data.Socket));
        listener.Listen(8);
        var (time, wondered, asked, answer) = (new AdvancedTime(), 0, new TaskCompletionSource(), new TaskCompletionSource());
        _ = ServeAsync(listener, asked, answer.Task);
        var question = new AgentQuestion(folder.Data, Patience, time, () => wondered++).AskAsync(Token);
        await asked.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(1, wondered);
        if (state == "Answers")
        {
            Assert.False(question.IsCompleted);
            answer.SetResult();
        }
        var found = await question;
        Assert.Equal((state, state == "Answers"), (found.State.ToString(), found.Status is not null));
        if (state == "Silent") Assert.Equal(Environment.ProcessId, found.Peer!.Pid);
        answer.TrySetResult();
    }

    [Fact]
    public async Task Who_holds_the_folder_is_known_by_the_kernels_table_of_locks()
    {
        using var folder = new TestFolder();
        Assert.Null(AgentPeer.AtLock(folder.Data, new Edge.Hosting.Linux.SysFiles()));
        using (folder.Data.Hold()) Assert.Equal(Environment.ProcessId, AgentPeer.AtLock(folder.Data, new Edge.Hosting.Linux.SysFiles())!.Pid);
        Assert.Equal(AgentState.NotRunning, (await new AgentQuestion(folder.Data, Patience, TimeProvider.System, () => { }).AskAsync(Token)).State);
    }

    [Fact]
    public void A_lock_on_another_disk_whose_file_has_the_same_number_is_not_the_folders()
    {
        using var folder = new TestFolder();
        using var root = new TempFolder();
        File.WriteAllText(folder.Data.LockFile, "");
        Directory.CreateDirectory(Path.Combine(root.Path, "proc"));
        File.WriteAllText(Path.Combine(root.Path, "proc/locks"), $"1: FLOCK  ADVISORY  WRITE {Environment.ProcessId} ff:ff:{FileFacts.Of(folder.Data.LockFile)!.Inode} 0 EOF\n");
        Assert.Null(AgentPeer.AtLock(folder.Data, new Edge.Hosting.Linux.SysFiles(root.Path)));
    }

    private static async Task ServeAsync(Socket listener, TaskCompletionSource asked, Task answer)
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptAsync(Token), asked, answer);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(Socket one, TaskCompletionSource asked, Task answer)
    {
        using (one)
        {
            // Whoever only looks who listens asks nothing.
            if (await one.ReceiveAsync(new byte[4096], Token) == 0) return;
            asked.TrySetResult();
            await answer;
            await one.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray(), Token);
        }
    }
}
