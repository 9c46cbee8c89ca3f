using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity;

/// <summary>The hub's broker looks at the dates of a board's certificate, by its own clock; here they are only told.</summary>
internal static class CertificateDates
{
    /// <summary>Why the hub may refuse this certificate; null where by this board's clock it does not.</summary>
    public static string? Problem(string file, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            DateTimeOffset from = certificate.NotBefore, to = certificate.NotAfter;
            return now >= from && now <= to ? null
                : $"the certificate is valid from {from.UtcDateTime:yyyy-MM-dd HH:mm} to {to.UtcDateTime:yyyy-MM-dd HH:mm} UTC and this board's clock says {now:yyyy-MM-dd HH:mm} UTC: outside of that the hub refuses it. If the clock here is right, the hub's was wrong when it was issued: provision the board again";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{file} cannot be read: {Reason.Of(e)}; provision the board again";
        }
    }

    /// <summary>When its life ends.</summary>
    public static DateTimeOffset Until(string file)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
        return certificate.NotAfter;
    }
}
