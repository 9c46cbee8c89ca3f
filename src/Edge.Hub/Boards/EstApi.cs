using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Edge.Hub.Boards;

/// <summary>Enrolment over Secure Transport (RFC 7030): certificates of the authority, a first certificate for a secret, a new one for an old one.</summary>
internal sealed class EstApi(Enrolment enrolment, CertificateAuthority authority)
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var est = app.MapGroup("/.well-known/est").OnSurface(Surface.Https).WithMetadata(new EstLimits.Limited()).AllowAnonymous();
        est.MapGet("/cacerts", (HttpContext context, EstApi api) => WriteAsync(context, api.Authority()));
        est.MapPost("/simpleenroll", (HttpContext context, EstApi api) => AnswerAsync(context, api.EnrolAsync)).WithMetadata(new RequestSizeLimitAttribute(SigningRequest.MaxBytes));
        est.MapPost("/simplereenroll", (HttpContext context, EstApi api) => AnswerAsync(context, api.RenewAsync)).WithMetadata(new RequestSizeLimitAttribute(SigningRequest.MaxBytes));
    }

    private X509Certificate2 Authority() => authority.Certificate;

    private async Task<X509Certificate2> EnrolAsync(HttpContext context)
    {
        if (!TryReadBasic(context.Request.Headers.Authorization.ToString(), out var id, out var secret))
        {
            throw new EnrolException(EnrolRefusal.Unknown, "the enrolment id and secret are missing (HTTP Basic)");
        }
        return await enrolment.EnrolAsync(id, secret, await ReadRequestAsync(context), context.RequestAborted);
    }

    private async Task<X509Certificate2> RenewAsync(HttpContext context)
    {
        // TLS has checked that our authority issued it for a client; the database says to whom, and whether it was revoked.
        var held = await context.Connection.GetClientCertificateAsync(context.RequestAborted)
            ?? throw new EnrolException(EnrolRefusal.Unknown, "renewing needs the board's certificate (mutual TLS)");
        return await enrolment.RenewAsync(held, await ReadRequestAsync(context), context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task<X509Certificate2>> issue)
    {
        try
        {
            using var certificate = await issue(context);
            await WriteAsync(context, certificate);
        }
        catch (MalformedException e)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e.StatusCode, e.Message);
        }
        catch (EnrolException e) when (e.Refusal == EnrolRefusal.Unknown)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"edge\"";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, e.Message);
        }
        catch (EnrolException e)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, e.Message);
        }
    }

    private static async Task<SigningRequest> ReadRequestAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            return SigningRequest.Parse(Convert.FromBase64String(text));
        }
        catch (FormatException e)
        {
            throw new MalformedException("the body is not a PKCS#10 request in base64", e);
        }
    }

    internal static bool TryReadBasic(string header, out string id, out string secret)
    {
        (id, secret) = ("", "");
        const string scheme = "Basic ";
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[scheme.Length..].Trim(), bytes, out var length)) return false;
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        if (parts.Length != 2) return false;
        (id, secret) = (parts[0], parts[1]);
        return true;
    }

    // PKCS#7 with certificates only, in base64 (RFC 7030, section 4.1.3).
    private static Task WriteAsync(HttpContext context, X509Certificate2 certificate)
    {
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var pkcs7 = new X509Certificate2Collection(bare).Export(X509ContentType.Pkcs7)!;
        context.Response.ContentType = "application/pkcs7-mime; smime-type=certs-only";
        context.Response.Headers["Content-Transfer-Encoding"] = "base64";
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return context.Response.WriteAsync(Convert.ToBase64String(pkcs7, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n") + "\n", context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why + "\n", context.RequestAborted);
    }
}
