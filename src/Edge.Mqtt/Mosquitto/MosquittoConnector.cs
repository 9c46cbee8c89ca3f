using System.Net;
using System.Net.Sockets;

namespace Edge.Mqtt.Mosquitto;

/// <summary>Connects through libmosquitto: MQTT 5 first, 3.1.1 where the broker knows no better.</summary>
public sealed class MosquittoConnector(TimeProvider time) : IMqttConnector
{
    private volatile string? _speaks311;
    private (string Broker, Driver Driver)? _last;

    /// <inheritdoc/>
    public async Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken)
    {
        Check(options);
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var started = time.GetTimestamp();
        var addresses = await ResolveAsync(options, both.Token, cancellationToken);
        for (var i = 0; ; i++)
        {
            // Each address has its share of what is left, so that a dead one leaves time for the next.
            var left = options.ConnectTimeout - time.GetElapsedTime(started);
            using var share = new CancellationTokenSource(Max(left / (addresses.Length - i), TimeSpan.FromMilliseconds(1)), time);
            using var all = CancellationTokenSource.CreateLinkedTokenSource(both.Token, share.Token);
            try
            {
                return await ConnectAsync(options, addresses[i], all.Token, cancellationToken);
            }
            catch (MqttException) when (i < addresses.Length - 1 && !limit.IsCancellationRequested)
            {
            }
        }
    }

    private async Task<IMqttConnection> ConnectAsync(MqttOptions options, string address, CancellationToken limit, CancellationToken caller)
    {
        var broker = $"{options.Host}:{options.Port}";
        if (_speaks311 != broker)
        {
            var trusted = _last is { } last && last.Broker == broker && last.Driver.WasAccepted;
            var newest = await TcpRace.RunAsync(() => new MosquittoConnection(options with { Eager = options.Eager && trusted }, address, MosquittoNative.Mqtt5), options, time, limit, caller);
            try
            {
                var opened = await OpenAsync(newest, options, limit, caller);
                _last = (broker, newest.Driver);
                return opened;
            }
            catch (MqttException) when (newest.Driver.VersionRefused)
            {
            }
        }
        var connection = await OpenAsync(new MosquittoConnection(options, address, MosquittoNative.Mqtt311), options, limit, caller);
        _speaks311 = broker;
        return connection;
    }

    private static async Task<IMqttConnection> OpenAsync(MosquittoConnection connection, MqttOptions options, CancellationToken limit, CancellationToken caller)
    {
        try
        {
            await connection.Driver.Opened.WaitAsync(limit);
            return connection;
        }
        catch (OperationCanceledException)
        {
            var stage = connection.Driver.Stage;
            // Its thread frees everything by itself; nobody waits for it here.
            connection.Abandon();
            throw Ended(options, stage, caller);
        }
    }

    private static async Task<string[]> ResolveAsync(MqttOptions options, CancellationToken limit, CancellationToken caller)
    {
        if (IPAddress.TryParse(options.Host, out var literal)) return [literal.ToString()];
        try
        {
            var found = await Dns.GetHostAddressesAsync(options.Host, limit).WaitAsync(limit);
            if (found.Length > 0) return [.. found.Select(a => a.ToString())];
            throw new MqttException($"Broker {options.Host}:{options.Port}: the name has no address.");
        }
        catch (SocketException e)
        {
            throw new MqttException($"Broker {options.Host}:{options.Port}: the name does not resolve: {e.Message}.", e);
        }
        catch (OperationCanceledException)
        {
            throw Ended(options, Stage.Resolving, caller);
        }
    }

    internal static Exception Ended(MqttOptions options, Stage stage, CancellationToken caller) => caller.IsCancellationRequested
        ? new OperationCanceledException(caller)
        : new MqttException($"Broker {options.Host}:{options.Port}: {Words.Waiting(stage)} within {options.ConnectTimeout.TotalSeconds:0.#} s.");

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static void Check(MqttOptions options)
    {
        Within(options.Port is > 0 and <= 65535, nameof(options.Port), options.Port, "1 to 65535");
        // An empty name would switch the check of the name off.
        Within(options.ServerName.Length > 0, nameof(options.ServerName), "empty", "a DNS name");
        Within(options.ClientId.Length > 0, nameof(options.ClientId), "empty", "a client id");
        Within(options.KeepAlive.TotalSeconds is >= 5 and <= 65535, nameof(options.KeepAlive), options.KeepAlive, "5 s to 65535 s");
        Within(options.ConnectTimeout > TimeSpan.Zero, nameof(options.ConnectTimeout), options.ConnectTimeout, "more than zero");
        Within(options.Stagger is null || options.Stagger.Value.TotalMilliseconds >= 50, nameof(options.Stagger), options.Stagger ?? default, "50 ms or more");
        Within(options.UserTimeout.TotalMilliseconds is > 0 and <= int.MaxValue, nameof(options.UserTimeout), options.UserTimeout, "more than zero");
        Within(options.ReceiveQueue > 0, nameof(options.ReceiveQueue), options.ReceiveQueue, "at least 1");
    }

    private static void Within(bool good, string name, object value, string bound)
    {
        if (!good) throw new ArgumentException($"MqttOptions.{name} is {value}; it must be {bound}.", name);
    }
}
