using Edge.Agent.Configuration;
using Edge.Agent.LocalApi;
using Edge.Agent.Printing.Letters;
using Edge.Agent.Printing.Pictograms;
using Edge.Agent.Printing.Tickets;
using Edge.Agent.Spool;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Printing;

internal static class PrintingRegistration
{
    /// <summary>Draws what the kiosk gives out and brings it to paper.</summary>
    public static IServiceCollection AddPrinting(this IServiceCollection services)
    {
        services.AddCheckedOptions<PrintingOptions>(PrintingOptions.Section);
        services.AddOptions<PrintingOptions>().Validate(o => o.NearEnd < o.RollLength, "Printing:NearEnd must be less than Printing:RollLength, or every roll is near its end from the first paper on.");
        services.AddSingleton(_ => LetterBook.Load());
        services.AddSingleton<PictogramBook>();
        services.AddSingleton<TicketWords>();
        services.AddSingleton<TicketArtist>();
        services.AddSingleton(p => new PaperRoll(p.GetRequiredService<FileRecordSpool>().State, p.GetRequiredService<IOptions<PrintingOptions>>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<PaperRoll>>()));
        services.AddSingleton<PaperStatus>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<PaperStatus>());
        services.AddSingleton<RollEndpoint>();
        services.AddHostedService<PrintLoop>();
        return services;
    }

    public static void MapPaper(this WebApplication app) => app.MapPost("/v1/paper/new-roll", app.Services.GetRequiredService<RollEndpoint>().ReplaceAsync);
}
