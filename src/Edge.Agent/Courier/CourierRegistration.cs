namespace Edge.Agent.Courier;

internal static class CourierRegistration
{
    /// <summary>Records that are carried to the hub by hand, and its receipts that come back so.</summary>
    public static IServiceCollection AddCourier(this IServiceCollection services) =>
        services.AddSingleton<SlipWriter>().AddSingleton<ReceiptIntake>().AddSingleton<CourierEndpoint>();

    public static void MapCourier(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<CourierEndpoint>();
        app.MapGet("/v1/courier/records/{recordId:guid}", endpoint.SendRecordAsync);
        app.MapPost("/v1/courier/slip", endpoint.SignSlipAsync);
        app.MapPost("/v1/courier/receipts", endpoint.TakeReceiptsAsync);
    }
}
