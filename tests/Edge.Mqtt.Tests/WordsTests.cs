namespace Edge.Mqtt.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData(101, "unreachable")]
    [InlineData(110, "timed out")]
    [InlineData(111, "refused")]
    [InlineData(113, "no route")]
    public void System_errors_are_said_plainly(int errno, string words) => Assert.Contains(words, Words.System(errno), StringComparison.Ordinal);

    [Theory]
    [InlineData("OpenSSL Error[0]: error:0A000414:SSL routines::sslv3 alert certificate revoked", "refuses our certificate or handshake: certificate revoked")]
    [InlineData("tlsv1 alert unknown ca", "refuses our certificate or handshake: unknown ca")]
    [InlineData("OpenSSL Error[0]: error:0A000126:SSL routines::unexpected eof while reading", "TLS failed: unexpected eof")]
    public void Alerts_of_the_broker_are_told_from_our_own_failures(string line, string words) => Assert.Contains(words, Words.Tls(line), StringComparison.Ordinal);

    [Theory]
    [InlineData(142, "taken over")]
    [InlineData(139, "shutting down")]
    public void Ends_of_a_connection_are_said_plainly(int code, string words) => Assert.Contains(words, Words.Disconnect(code), StringComparison.Ordinal);
}
