namespace Edge.Hub.Objects;

internal static class ObjectsRegistration
{
    /// <summary>Objects that boards pull. Put one for all of them on the <see cref="ObjectCatalog"/> before ingest starts, and again when it changes; <see cref="SealedObjects"/> has those for one board.</summary>
    public static IServiceCollection AddObjects(this IServiceCollection services) => services.AddSingleton<ObjectCatalog>().AddSingleton<SealedObjects>().AddSingleton<ObjectServer>();
}
