using Edge.Hosting.Configuration;

namespace Edge.Hosting.Tests;

public sealed class InstalledSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-installed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_packages_settings_are_those_of_the_installed_programs_data_alone()
    {
        Assert.Null(InstalledSettings.Of("edge-agent", otherData: false, _folder));

        var file = Path.Combine(_folder, "edge-agent.json");
        File.WriteAllText(file, "{}");
        Assert.Equal(file, InstalledSettings.Of("edge-agent", otherData: false, _folder));
        Assert.Null(InstalledSettings.Of("edge-agent", otherData: true, _folder));
        Assert.Null(InstalledSettings.Of("edge-hub", otherData: false, _folder));
    }
}
