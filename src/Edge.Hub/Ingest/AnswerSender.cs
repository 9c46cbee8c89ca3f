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
        Task.WhenAll(messages.SelectMany(m => Answers(objects, m)).Select(a => SayAsync(connection, a.Node, Topics.Answer(a.Node), a.Answer, cancellationToken)));

    internal static IEnumerable<(string Node, Answer Answer)> Answers(ObjectServer objects, BoardArrival message) =>
        message.Kind == MessageKind.Ask && message.Read() is AskMessage said ? objects.Answers(said.Node, said.Ask) : [];

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
