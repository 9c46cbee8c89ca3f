using System.Text.Json;

namespace Edge.Agent.Simulator;

/// <summary>Somebody who does not exist.</summary>
/// <param name="Number">12 digits.</param>
/// <param name="Name">As on a card.</param>
/// <param name="Birth">dd/MM/yyyy.</param>
/// <param name="Sex"><c>f</c> or <c>m</c>.</param>
/// <param name="Address">As on a card.</param>
/// <param name="Old">The number before; empty where there was none.</param>
/// <param name="Issued">dd/MM/yyyy.</param>
internal sealed record MadeUpCitizen(string Number, string Name, string Birth, string Sex, string Address, string Old, string Issued)
{
    /// <summary>What the QR on the card says, in the form of seven fields.</summary>
    public string Card => string.Join('|', Number, Old, Name, Birth.Replace("/", "", StringComparison.Ordinal), Sex == "f" ? "Nữ" : "Nam", Address, Issued.Replace("/", "", StringComparison.Ordinal));
}

/// <summary>The people of the trial, from citizens.json: five with nothing doubtful about them, and a last one whose card does not fit the number.</summary>
internal static class MadeUpCitizens
{
    public static IReadOnlyList<MadeUpCitizen> All { get; } = Read();

    private static MadeUpCitizen[] Read()
    {
        using var stream = typeof(MadeUpCitizens).Assembly.GetManifestResourceStream("Edge.Agent.Simulator.citizens.json")!;
        return JsonSerializer.Deserialize<MadeUpCitizen[]>(stream, JsonSerializerOptions.Web)!;
    }
}
