using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Objects;
using Edge.Mqtt;
using Google.Protobuf;

namespace Edge.Hub.Ingest;

/// <summary>Says to the boards what is committed, and gives them what they ask for.</summary>
internal sealed class AnswerSender(ObjectServer objects, Ingestor ingestor, TimeProvider time)
{
    private static readonly TimeSpan UntilClosed = TimeSpan.FromMilliseconds(200);

    public Task SayAsync(IMqttConnection connection, IReadOnlyList<(string Node, Have Have)> answers, CancellationToken cancellationToken) =>
        Task.WhenAll(answers.Select(a => SayAsync(connection, a.Node, Topics.Have(a.Node), a.Have, cancellationToken)));

    /// <summary>Answers the asks among these messages. What of them is malformed gets no answer: it is on record.</summary>
    public Task AnswerAsync(IMqttConnection connection, IEnumerable<BoardArrival> messages, CancellationToken cancellationToken) =>
        Task.WhenAll(messages.Where(m => m.Kind == MessageKind.Ask).Select(m => AnswerAsync(connection, m, cancellationToken)));

    internal static async Task<IReadOnlyList<(string Node, Answer Answer)>> AnswersAsync(ObjectServer objects, BoardArrival message, CancellationToken cancellationToken) =>
        message.Kind == MessageKind.Ask && message.Read() is AskMessage said ? await objects.AnswersAsync(said.Node, said.Ask, cancellationToken) : [];

    private async Task AnswerAsync(IMqttConnection connection, BoardArrival message, CancellationToken cancellationToken)
    {
        IReadOnlyList<(string Node, Answer Answer)> answers;
        try
        {
            answers = await AnswersAsync(objects, message, cancellationToken);
        }
        catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException)
        {
            // The board asks again; records go on meanwhile.
            ingestor.NoteUnsaid(message.Node, $"an object could not be read: {e.Message}");
            return;
        }
        await Task.WhenAll(answers.Select(a => SayAsync(connection, a.Node, Topics.Answer(a.Node), a.Answer, cancellationToken)));
    }

    // What the broker refuses of one board is that board's loss; the connection is everybody's.
    private async Task SayAsync(IMqttConnection connection, string node, string topic, IMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await connection.PublishAsync(topic, message.ToByteArray(), MqttQos.AtLeastOnce, retain: false, cancellationToken);
        }
        catch (MqttException e)
        {
            // A connection that is lost fails what is under way a moment before it says so itself.
            if (await Task.WhenAny(connection.Closed, Task.Delay(UntilClosed, time, cancellationToken)) == connection.Closed) throw;
            ingestor.NoteUnsaid(node, e.Message);
        }
    }
}
