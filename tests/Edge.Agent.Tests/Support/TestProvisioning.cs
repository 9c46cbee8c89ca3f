using Edge.Contracts.Trust;
using Google.Protobuf;
using ProvisioningMessage = Edge.Contracts.Wire.Provisioning;

namespace Edge.Agent.Tests.Support;

/// <summary>Provisioning files as the hub writes them.</summary>
internal static class TestProvisioning
{
    public static string File(string node = "kiosk-1", int httpsPort = 9, byte[]? certificate = null, string secret = "one-time-secret", TestKeys? keys = null, string httpsHost = "127.0.0.1")
    {
        keys ??= TestKeys.Shared;
        return ProvisioningFile.Write(new ProvisioningMessage
        {
            Node = node,
            Group = "north",
            MqttAddress = "127.0.0.1:9",
            HttpsAddress = $"{httpsHost}:{httpsPort}",
            RootSpki = ByteString.CopyFrom(keys.Root.Public.Spki.Span),
            Trust = keys.Signed,
            EnrolId = "enrol-1",
            EnrolSecret = certificate is null ? secret : "",
            Certificate = certificate is null ? ByteString.Empty : ByteString.CopyFrom(certificate),
        });
    }
}
