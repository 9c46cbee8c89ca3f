namespace Edge.Hub.Courier;

internal static class CourierRegistration
{
    /// <summary>Takes in what is carried by hand.</summary>
    public static IServiceCollection AddCourier(this IServiceCollection services) => services.AddSingleton<CourierIntake>().AddSingleton<CourierApi>();
}
