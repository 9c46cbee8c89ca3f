using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Agent.Update;

/// <summary>Whether a release may follow the program that runs: made for this machine, newer, and able to go both ways over what is stored.</summary>
/// <param name="present">What runs.</param>
/// <param name="package">What the package brought, with the units around it.</param>
/// <param name="architecture">This machine's.</param>
internal sealed class ReleaseJudge(ProgramFacts present, ProgramFacts package, string architecture)
{
    /// <exception cref="MalformedException">It may not; the message says why and what to do.</exception>
    public void Check(ReleaseManifest release)
    {
        if (release.Architecture != architecture) Refuse(release, $"it is for {release.Architecture} and this board is {architecture}");
        if (release.System > package.System) Refuse(release, $"it needs the package's units of generation {release.System} and the installed package has {package.System}; install the package of that version first");
        if (release.Number <= present.Number) Refuse(release, $"it is not newer than version {present.Version}, which runs");
        if (release.BaseNumber > 0 && release.BaseNumber != present.Number) Refuse(release, $"it brings only what differs from build {release.BaseNumber} and build {present.Number} runs; bring the whole release");
        foreach (var stored in present.Formats) CheckFormat(release, stored, release.Formats.FirstOrDefault(f => f.Name == stored.Name));
    }

    private static void CheckFormat(ReleaseManifest release, ReleaseFormat stored, ReleaseFormat? next)
    {
        if (next is null) Refuse(release, $"it does not say whether it reads '{stored.Name}' as it is on this board");
        else if (stored.Writes < next.ReadsFrom || stored.Writes > next.ReadsTo) Refuse(release, $"it reads '{stored.Name}' of format {next.ReadsFrom} to {next.ReadsTo} and this board has format {stored.Writes}; install the releases between first");
        else if (next.Writes < stored.ReadsFrom || next.Writes > stored.ReadsTo) Refuse(release, $"it writes '{stored.Name}' of format {next.Writes}, which the present version does not read, so it could not be taken back; install the releases between first");
    }

    private static void Refuse(ReleaseManifest release, string why) => throw new MalformedException($"release {release.Version} is not for this board: {why}");
}
