using Microsoft.OpenApi;

namespace Edge.Hub.Api;

internal static class ApiRegistration
{
    private const string Scheme = "token";

    /// <summary>The API's document.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddSingleton<UploadGate>().AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => $"/{description.RelativePath}".StartsWith(ApiRoutes.Prefix + "/", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Edge hub", Version = "v1", Description = "Boards, records without what is sealed in them, areas, and who may do what. Sign in with a token: Authorization: Bearer edge_…" };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            document.Servers = [];
            return Task.CompletedTask;
        });
    });
}
