namespace Edge.Hub.Objects;

internal static class ObjectsRegistration
{
    /// <summary>Objects that boards pull. Put one on the <see cref="ObjectCatalog"/> before ingest starts, and again when it changes.</summary>
    public static IServiceCollection AddObjects(this IServiceCollection services) => services.AddSingleton<ObjectCatalog>().AddSingleton<ObjectServer>();
}
