using System.Text;
using Edge.Contracts;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Support;
using Edge.Testing.Fuzz;

namespace Edge.Hub.Tests.Boards;

/// <summary>What a stranger may send before anyone knows them.</summary>
public sealed class EstFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void A_signing_request_is_read_or_refused()
    {
        using var key = NodeBench.NewKey();
        byte[][] seeds = [NodeBench.Csr(key)];
        output.WriteLine(FuzzRun.Try("signing-request", seeds, bytes => SigningRequest.Parse(bytes), e => e is MalformedException));
        output.WriteLine(FuzzRun.Try("signing-request-pem", [.. seeds.Select(Pem)], bytes => SigningRequest.ParsePem(Encoding.Latin1.GetString(bytes)), e => e is MalformedException));
    }

    [Fact]
    public void A_basic_header_is_read_or_refused()
    {
        byte[][] seeds = [Encoding.ASCII.GetBytes($"Basic {Convert.ToBase64String("id:secret"u8)}"), "Basic "u8.ToArray(), "basic ===="u8.ToArray()];
        output.WriteLine(FuzzRun.Try("basic-header", seeds, bytes => EstApi.TryReadBasic(Encoding.Latin1.GetString(bytes), out _, out _), _ => false));
    }

    private static byte[] Pem(byte[] der) => Encoding.ASCII.GetBytes(System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE REQUEST", der));
}
