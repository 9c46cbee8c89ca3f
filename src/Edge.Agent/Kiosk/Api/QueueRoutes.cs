namespace Edge.Agent.Kiosk.Api;

internal static class QueueRoutes
{
    public static void MapQueue(this WebApplication app)
    {
        var queue = app.Services.GetRequiredService<QueueEndpoint>();
        app.MapGet("/v1/queue", queue.ShowAsync);
        app.MapGet("/v1/queue/report", queue.ReportAsync);
        app.MapPost("/v1/queue/report/print", queue.PrintReportAsync);
        app.MapPost("/v1/queue/day/open", queue.OpenAsync);
        app.MapPost("/v1/queue/day/close", queue.CloseAsync);
        app.MapPost("/v1/queue/tickets", queue.TicketAsync);
        app.MapPost("/v1/queue/next", queue.NextAsync);
        app.MapPost("/v1/queue/recall", queue.RecallAsync);
        app.MapPost("/v1/queue/no-show", queue.NoShowAsync);
        app.MapPost("/v1/queue/done", queue.DoneAsync);
        app.MapPost("/v1/queue/exception", queue.ExceptionAsync);
        app.MapPost("/v1/queue/priority", queue.PriorityAsync);
        app.MapPost("/v1/queue/household", queue.ShareAsync);
        app.MapPost("/v1/queue/undo", queue.UndoAsync);
        app.MapPost("/v1/queue/pass", queue.PassAsync);
        app.MapPost("/v1/queue/pause", queue.PauseAsync);
        app.MapPost("/v1/link-meter", queue.LinkMeterAsync);
        var finds = app.Services.GetRequiredService<LinkMeterEndpoint>();
        app.MapGet("/v1/link-meter/finds", finds.ListAsync);
        app.MapPost("/v1/link-meter/finds", finds.NoteAsync);
        app.MapPost("/v1/link-meter/print", finds.PrintAsync);
    }
}
