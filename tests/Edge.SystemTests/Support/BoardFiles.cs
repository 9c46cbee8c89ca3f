using System.Net;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Mqtt;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>The identity of a provisioned board, for a test that speaks in its name.</summary>
internal static class BoardFiles
{
    public static MqttOptions Client(AgentSetup setup, IPEndPoint broker) => new()
    {
        Host = $"{broker.Address}",
        Port = broker.Port,
        ServerName = Names.HubServer,
        ClientId = setup.Node,
        CaFile = File(setup, "ca.pem"),
        CertificateFile = File(setup, "node.crt"),
        KeyFile = File(setup, "node.key"),
    };

    public static X509Certificate2 Certificate(AgentSetup setup) => X509Certificate2.CreateFromPemFile(File(setup, "node.crt"), File(setup, "node.key"));

    private static string File(AgentSetup setup, string name) => Path.Combine(setup.Data, "identity", name);
}
