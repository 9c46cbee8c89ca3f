using System.Net.Sockets;
using System.Text.Json;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Doctor.Running;

/// <summary>Asks the running agent how it is. A slow board takes tens of seconds for the first answer; one that was stopped is known at once.</summary>
/// <param name="waiting">Told once, when the answer takes long enough for people to wonder.</param>
internal sealed class AgentQuestion(DataFolder data, TimeSpan patience, TimeProvider time, Action waiting)
{
    private static readonly TimeSpan Wonder = TimeSpan.FromSeconds(4);

    public async Task<AgentAnswer> AskAsync(CancellationToken cancellationToken)
    {
        // Nobody can listen there; the configuration's finding says so.
        if (!SocketPath.Fits(data.Socket)) return new AgentAnswer(AgentState.NotRunning);
        if (AgentPeer.AtSocket(data) is { Stopped: true } stopped) return new AgentAnswer(AgentState.Stopped, Peer: stopped);
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var wonder = time.CreateTimer(_ => waiting(), null, Wonder, Timeout.InfiniteTimeSpan);
        try
        {
            using var client = new AgentClient(data);
            using var answer = await client.SendAsync(HttpMethod.Get, "/v1/status", null, either.Token);
            using var status = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(either.Token), default, either.Token);
            return status.RootElement.ValueKind == JsonValueKind.Object ? new AgentAnswer(AgentState.Answers) { Status = status.RootElement.Clone() }
                : new AgentAnswer(AgentState.Broken, "its status is no JSON object", AgentPeer.AtSocket(data));
        }
        catch (CommandException e)
        {
            return Unasked(e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return AgentPeer.AtSocket(data) is { Stopped: true } peer ? new AgentAnswer(AgentState.Stopped, Peer: peer) : new AgentAnswer(AgentState.Silent, Peer: AgentPeer.AtSocket(data));
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            return new AgentAnswer(AgentState.Broken, e.Message, AgentPeer.AtSocket(data));
        }
    }

    private AgentAnswer Unasked(CommandException e) => e switch
    {
        { Status: not null } => new AgentAnswer(AgentState.Broken, e.Message, AgentPeer.AtSocket(data)),
        { InnerException: SocketException { SocketErrorCode: SocketError.AccessDenied } } => new AgentAnswer(AgentState.NoPermission, e.Message),
        // Its queue of connections is full: it has not taken any for long.
        { InnerException: SocketException { SocketErrorCode: SocketError.WouldBlock } } => new AgentAnswer(AgentState.Silent),
        { InnerException: SocketException } => AgentPeer.AtLock(data, new SysFiles()) switch
        {
            { Stopped: true } peer => new AgentAnswer(AgentState.Stopped, Peer: peer),
            { } peer => new AgentAnswer(AgentState.Starting, Peer: peer),
            null => new AgentAnswer(AgentState.NotRunning),
        },
        _ => new AgentAnswer(AgentState.Broken, e.Message, AgentPeer.AtSocket(data)),
    };
}
