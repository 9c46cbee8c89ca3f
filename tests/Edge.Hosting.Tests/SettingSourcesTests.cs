using Edge.Hosting.Configuration;
using Edge.Testing;
using Microsoft.Extensions.Configuration;

namespace Edge.Hosting.Tests;

public sealed class SettingSourcesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void An_empty_value_is_a_value_and_no_other_source_is_left()
    {
        File.WriteAllText(_folder.File("lamp.json"), """{"Trial":{"Colour":""}}""");
        using var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Trial:Colour", "red"), new("Host:Name", "x")]);
        SettingSources.Replace(configuration, _folder.File("lamp.json"));
        Assert.Equal("", configuration["Trial:Colour"]);
        Assert.Equal("", SettingSources.Read(_folder.File("lamp.json"))["Trial:Colour"]);
        Assert.Null(configuration["Host:Name"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    public void A_file_that_cannot_be_read_is_named_both_ways(string? content)
    {
        var file = _folder.File("lamp.json");
        if (content is not null) File.WriteAllText(file, content);
        using var configuration = new ConfigurationManager();
        foreach (var read in (Action[])[() => SettingSources.Read(file), () => SettingSources.Replace(configuration, file)])
        {
            Assert.StartsWith($"--config {file} cannot be read", Assert.Throws<ConfigurationException>(read).Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();
}
