using System.Runtime.InteropServices;
using Edge.Contracts.Wire;
using Edge.Hosting;

namespace Edge.Agent.Update;

/// <summary>What decides whether one program may follow another on a board.</summary>
/// <param name="Number">Rises with every build; 0 where it was not told at the build.</param>
/// <param name="Folder">Where its files are.</param>
internal sealed record ProgramFacts(string Version, ulong Number, uint System, IReadOnlyList<ReleaseFormat> Formats, string Folder)
{
    /// <summary>The generation of units, launcher and rules that this program wants around it. Raise it when they change in a way that a release needs.</summary>
    public const uint SystemGeneration = 1;

    /// <summary>
    /// Everything durable that one version writes and another reads. A new form is read by one release before the next one writes it:
    /// a release that wrote what its predecessor cannot read could not be taken back, and is refused.
    /// </summary>
    public static IReadOnlyList<ReleaseFormat> StoredFormats =>
    [
        Format("record", 1), Format("segments", 1), Format("state", Storage.StateDatabase.Format), Format("released", 1), Format("identity", 1), Format("enrolment", 1),
    ];

    /// <summary>The program that is running.</summary>
    public static ProgramFacts Running { get; } = new(ProductVersion.Text, ProductVersion.Number, SystemGeneration, StoredFormats, AppContext.BaseDirectory.TrimEnd('/'));

    /// <summary>This machine, as releases name it.</summary>
    public static string Architecture => RuntimeInformation.ProcessArchitecture switch
    {
        global::System.Runtime.InteropServices.Architecture.X64 => "amd64",
        global::System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    };

    public static ProgramFacts Of(ReleaseManifest manifest, string folder) => new(manifest.Version, manifest.Number, manifest.System, manifest.Formats, folder);

    private static ReleaseFormat Format(string name, uint version) => new() { Name = name, ReadsFrom = version, ReadsTo = version, Writes = version };
}
