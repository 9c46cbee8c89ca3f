namespace Edge.Hub.Objects;

internal static class ObjectsRegistration
{
    /// <summary>Objects that boards pull. Put one on the <see cref="ObjectShelf"/> before ingest starts, and again when it changes.</summary>
    public static IServiceCollection AddObjects(this IServiceCollection services) => services.AddSingleton<ObjectShelf>().AddSingleton<ObjectDesk>();
}
