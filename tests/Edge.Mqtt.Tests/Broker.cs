using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Edge.Testing;
using Edge.Testing.Time;

namespace Edge.Mqtt.Tests;

/// <summary>A real mosquitto with mutual TLS on a free loopback port, in its own folder.</summary>
public sealed class Broker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-mqtt-broker-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    public int Port { get; private set; }

    public static async Task<Broker> StartAsync(Pki pki, (string Certificate, string Key) server, string? crlFile = null, int? port = null)
    {
        var broker = new Broker();
        // Another process may take the port between our look and the broker's: then a next one is tried.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            broker.Launch(pki.CaFile, server, crlFile, port);
            await Until.TrueAsync(() => broker._process!.HasExited || broker.Listens(), "mosquitto listens");
            if (!broker._process!.HasExited) return broker;
            broker._process.Dispose();
        }
        throw new InvalidOperationException($"mosquitto did not start: {string.Join('\n', broker._log)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Launch(string caFile, (string Certificate, string Key) server, string? crlFile, int? port)
    {
        Port = port ?? FreePort();
        var acl = Path.Combine(_folder, "acl");
        File.WriteAllText(acl, "user watcher\ntopic readwrite #\npattern readwrite test/%u/#\n");
        var configuration = Path.Combine(_folder, "mosquitto.conf");
        File.WriteAllLines(configuration,
        [
            "log_dest stderr", "log_type all", "persistence false", "allow_anonymous false", "set_tcp_nodelay true",
            "max_queued_messages 10000", $"acl_file {acl}",
            .. Environment.IsPrivilegedProcess ? (string[])["user root"] : [],
            $"listener {Port} 127.0.0.1", $"cafile {caFile}", $"certfile {server.Certificate}", $"keyfile {server.Key}",
            .. crlFile is null ? (string[])[] : [$"crlfile {crlFile}"],
            "require_certificate true", "use_identity_as_username true", "use_username_as_clientid true",
        ]);
        _process = new Process { StartInfo = new ProcessStartInfo(Executable(), ["-c", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true } };
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _log.Enqueue(line);
        while (_log.Count > 200) _log.TryDequeue(out _);
    }

    private bool Listens()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Executable() =>
        new[] { "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("mosquitto is not installed; apt-get install mosquitto.");
}
