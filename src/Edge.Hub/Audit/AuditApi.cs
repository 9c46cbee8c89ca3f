namespace Edge.Hub.Audit;

/// <summary>Looks through the whole audit, for whoever may open hub.sock.</summary>
internal static class AuditApi
{
    public static void Map(IEndpointRouteBuilder admin) =>
        admin.MapGet("/v1/audit/verify", (long? number, string? digest, AuditVerifier verifier, CancellationToken token) => Guarded.AnswerAsync(() => verifier.VerifyAsync(number is { } known && digest is not null ? new AuditHead(known, digest) : null, token)));
}
