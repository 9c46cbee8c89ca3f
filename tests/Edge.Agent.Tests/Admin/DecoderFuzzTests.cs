using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Agent.Custody;
using Edge.Agent.Custody.Intake;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Spool.Files;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Testing.Fuzz;
using Microsoft.AspNetCore.Http;

namespace Edge.Agent.Tests.Admin;

/// <summary>What a board reads of others: submissions, the hub's certificates, its own files after a card has aged.</summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void A_submission_is_read_or_refused() => output.WriteLine(FuzzRun.Try("submission", [Multipart()], bytes =>
    {
        using var reader = new SubmissionReader();
        var request = new DefaultHttpContext().Request;
        (request.ContentType, request.Body) = ("multipart/form-data; boundary=x", new MemoryStream(bytes));
        reader.ReadAsync(request, CancellationToken.None).GetAwaiter().GetResult();
    }, e => e is SubmissionException));

    [Fact]
    public void The_hubs_certificates_are_read_or_refused() => output.WriteLine(FuzzRun.Try("certs-only", [CertsOnlyAnswer()], bytes =>
    {
        foreach (var certificate in CertsOnly.Read(bytes)) certificate.Dispose();
    }, e => e is ProvisioningException));

    [Fact]
    public void A_record_file_is_read_or_refused()
    {
        var (manifest, bytes) = TestRecords.Make(1, 300);
        var path = Path.Combine(_folder.Data.Root, "record");
        output.WriteLine(FuzzRun.Try("record-file", [[.. RecordFrame.Header(manifest), .. bytes]], content =>
        {
            using (var written = File.Create(path)) written.Write(content);
            using var file = new FileBytes(File.OpenHandle(path));
            RecordFile.CheckDigest(file, RecordFile.ReadManifest(file, [TestKeys.Shared.Node.Public]));
        }, e => e is MalformedException));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Multipart() => Encoding.UTF8.GetBytes(
        "--x\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"kind\":\"card\",\"priority\":3}\r\n" +
        "--x\r\nContent-Disposition: form-data; name=\"fields\"\r\n\r\n{\"a\":1}\r\n" +
        "--x\r\nContent-Disposition: form-data; name=\"face\"; filename=\"face.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nJPEG\r\n--x--\r\n");

    private static byte[] CertsOnlyAnswer()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=kiosk-1", key, HashAlgorithmName.SHA256).CreateSelfSigned(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new X509Certificate2Collection(certificate).Export(X509ContentType.Pkcs7)!;
    }
}
