using System.Reflection;

namespace Edge.Mqtt;

/// <summary>
/// The adapters of Edge.Iot, which stand in a folder beside the program where the build included them. They know the ports of the agent,
/// so the agent cannot know them: they are loaded by name, and only where a setting asks for one.
/// </summary>
public static class IotAdapters
{
    private const string Name = "Edge.Iot";

    /// <summary>True where this build has them.</summary>
    public static bool AreThere => File.Exists(Place);

    private static string Place => Path.Combine(AppContext.BaseDirectory, "iot", $"{Name}.dll");

    /// <summary>What to say of a setting that asks for an adapter this build does not have.</summary>
    public static string Missing(string setting, string instead) =>
        $"{setting} needs the adapters of {Name}, which this build does not have ({Place} is not there); build with ./edge build --iot-packages=yes from a feed that carries them, or set {instead}";

    /// <summary>Makes the adapter of that type.</summary>
    /// <exception cref="InvalidOperationException">The build and its adapters do not fit each other.</exception>
    public static T Make<T>(string type, params object?[] arguments)
        where T : class
    {
        // From its own folder its packages are found, too; ports and framework are those the program has already.
        var found = Assembly.LoadFrom(Place).GetType(type, throwOnError: true)!;
        return Activator.CreateInstance(found, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions, null, arguments, null) as T
            ?? throw new InvalidOperationException($"{type} of {Place} is no {typeof(T).Name}; build everything anew with ./edge build.");
    }
}
