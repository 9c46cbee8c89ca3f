using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Audit;

namespace Edge.Hub.Areas;

/// <summary>What only whoever may open hub.sock can do with areas and officers; the rest is in the API's table.</summary>
internal static class AreasApi
{
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/v1/officers", (OfficerAddRequest request, HttpContext context, OfficerList list, CancellationToken token) => Guarded.AnswerAsync(() => list.AddAsync(context.User.Actor(), request, token)));
        admin.MapPost("/v1/officers/{id}/pin", (string id, OfficerPinRequest request, HttpContext context, OfficerList list, CancellationToken token) => Guarded.AnswerAsync(() => list.SetPinAsync(context.User.Actor(), id, request.Entry, token)));
        admin.MapPost("/v1/worklists/{area}", (string area, int days, bool? empty, HttpContext context, WorklistShelf shelf) => Guarded.AnswerAsync(async () => await shelf.ImportAsync(context.User.Actor(), area, await Guarded.BodyAsync(context, WorklistFile.MostBytes), days, empty ?? false, context.RequestAborted)))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(WorklistFile.MostBytes));
        admin.MapPost("/v1/answers", (HttpContext context, AnswerList list) => Guarded.AnswerAsync(async () => await list.ImportAsync(context.User.Actor(), await Guarded.BodyAsync(context, AnswerFile.MostBytes), context.RequestAborted)))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(AnswerFile.MostBytes));
        admin.MapPost("/v1/areas/{area}/quota/{quota:int}", (string area, int quota, HttpContext context, AreaViews views, CancellationToken token) => Guarded.AnswerAsync(() => views.SetQuotaAsync(context.User.Actor(), area, quota, token)));
    }
}
