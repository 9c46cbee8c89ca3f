using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Edge.Hosting;

namespace Edge.Agent.Desk.Api;

/// <summary>What the desk can be asked, as OpenAPI 3.1; made from the table that answers.</summary>
internal static class OpenApiDocument
{
    private const string Json = "application/json";
    private static readonly JsonSchemaExporterOptions Schemas = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Required };

    public static JsonObject Of(IEnumerable<DeskRoute> routes)
    {
        var paths = new JsonObject();
        foreach (var route in routes)
        {
            var path = DeskRoute.Root + route.Path;
            if (paths[path] is not JsonObject methods) paths[path] = methods = [];
            methods[route.Method.ToLowerInvariant()] = Operation(route);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Edge desk", ["version"] = ProductVersion.Text },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["securitySchemes"] = Security() },
        };
    }

    private static JsonObject Operation(DeskRoute route)
    {
        var operation = new JsonObject { ["operationId"] = Name(route), ["summary"] = route.Says };
        if (route.Path.EndsWith(DeskRoute.Number, StringComparison.Ordinal))
        {
            operation["parameters"] = new JsonArray(new JsonObject { ["name"] = "number", ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "integer" } });
        }
        if (route.Body is { } body) operation["requestBody"] = new JsonObject { ["content"] = Content(Json, DeskJson.Options.GetJsonSchemaAsNode(body, Schemas)) };
        operation["responses"] = Responses(route);
        operation["security"] = route.NeedsNobody ? [] : new JsonArray(new JsonObject { ["cookie"] = new JsonArray() }, new JsonObject { ["bearer"] = new JsonArray() });
        return operation;
    }

    // The exporter asks for whatever a constructor has no default for, also where nothing said means null.
    private static JsonNode Required(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject named || !named.Remove("required")) return schema;
        var required = context.TypeInfo.Properties.Where(p => p.IsRequired).Select(p => (JsonNode)p.Name).ToArray();
        if (required.Length > 0) named["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject Responses(DeskRoute route)
    {
        var responses = new JsonObject { ["200"] = new JsonObject { ["description"] = "Done; durable where it changes anything.", ["content"] = Content(route.Answers, new JsonObject()) } };
        if (route.Body is not null) responses["400"] = Problem("The body is not what this takes.");
        if (!route.NeedsNobody) responses["401"] = Problem("Nobody is signed in, or the desk has locked.");
        responses["default"] = Problem("Not done; code says why, detail says it in English.");
        return responses;
    }

    private static JsonObject Problem(string says) => new()
    {
        ["description"] = says,
        ["content"] = Content("application/problem+json", new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["code"] = Text(), ["detail"] = Text() } }),
    };

    private static JsonObject Security() => new()
    {
        ["cookie"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = CookieKeys.Name },
        ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "At the agent's socket only." },
    };

    private static string Name(DeskRoute route) => $"{route.Method.ToLowerInvariant()}-{route.Path.Replace('/', '-').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}";

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Text() => new() { ["type"] = "string" };
}
