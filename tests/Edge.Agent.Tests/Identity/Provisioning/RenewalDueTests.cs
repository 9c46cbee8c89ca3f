using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;

namespace Edge.Agent.Tests.Identity.Provisioning;

public sealed class RenewalDueTests
{
    [Theory]
    [InlineData("1970-01-01", "2041-06-01", "1970-01-02", false)] // the board's clock has never been set
    [InlineData("1970-01-01", "2041-06-01", "2026-06-01", false)]
    [InlineData("1970-01-01", "2041-06-01", "2036-05-01", false)]
    [InlineData("1970-01-01", "2041-06-01", "2036-07-01", true)]
    [InlineData("2026-06-01", "2041-06-01", "2036-07-01", true)] // of an earlier version
    [InlineData("2026-06-01", "2026-06-04", "2026-06-02", false)]
    [InlineData("2026-06-01", "2026-06-04", "2026-06-03T01:00", true)]
    [InlineData("1970-01-01", "2041-06-01", "2050-01-01", true)]
    public void A_certificate_is_due_by_its_end_and_not_by_its_beginning(string from, string to, string now, bool due)
    {
        using var certificate = Certificate(Time(from), Time(to));
        Assert.Equal(due, Renewal.IsDue(certificate, Time(now)));
    }

    [Theory]
    [InlineData("2026-06-01", "2026-05-30", true)]
    [InlineData("2026-06-01", "2060-01-01", true)]
    [InlineData("2026-06-01", "2030-01-01", false)]
    [InlineData("1970-01-01", "1970-01-02", false)]
    public void What_the_hub_may_refuse_for_its_dates_is_told(string from, string now, bool told)
    {
        using var certificate = Certificate(Time(from), Time("2041-06-01"));
        var file = Path.GetTempFileName();
        File.WriteAllText(file, certificate.ExportCertificatePem());
        Assert.Equal(told, CertificateDates.Problem(file, Time(now)) is not null);
        File.Delete(file);
        Assert.Contains(file, CertificateDates.Problem(file, Time(now)), StringComparison.Ordinal);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static X509Certificate2 Certificate(DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=kiosk-1", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
    }
}
