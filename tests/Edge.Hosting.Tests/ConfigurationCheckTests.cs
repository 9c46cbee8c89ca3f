using System.ComponentModel.DataAnnotations;
using Edge.Hosting.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edge.Hosting.Tests;

/// <summary>The settings of a program that is neither of ours: its parts are known by its own assembly.</summary>
public sealed class ConfigurationCheckTests
{
    private static readonly SettingWords Other = new()
    {
        UnknownSection = "unknown section {0}{1}; known are {2}",
        UnknownKey = "unknown key {0}{1}; {2} has {3}",
        Unreadable = "{0} is '{1}'; it must be {2} (default {3})",
        OutOfBounds = "{0} is '{1}'; it must be {2} (default {3})",
        WholeNumber = "a number",
        Range = "between {0} and {1}",
    };

    [Theory]
    [InlineData("Trial:Lamp:Brightness", "900", "Trial:Lamp:Brightness is 900; it must be a whole number from 1 to 100", "Trial:Lamp:Brightness is '900'; it must be a number between 1 and 100 (default 7)")]
    [InlineData("Trial:Lamp:Brightness", "much", "Trial:Lamp:Brightness is 'much'; it must be a whole number from 1 to 100", "Trial:Lamp:Brightness is 'much'; it must be a number between 1 and 100 (default 7)")]
    [InlineData("Trial:Lamp:Colour", "red", "Trial:Lamp:Colour is not a known setting; Trial:Lamp has Brightness", "unknown key Trial:Lamp:Colour ('red'); Trial:Lamp has Brightness")]
    [InlineData("Trial:Spare:0:Colour", "red", "Trial:Spare:0:Colour is not a known setting; Trial:Spare:0 has Brightness", "unknown key Trial:Spare:0:Colour ('red'); Trial:Spare:0 has Brightness")]
    [InlineData("Trial:Lamp", "red", "Trial:Lamp is 'red'; it is a section and takes keys, not a value", "Trial:Lamp is 'red'; it is a section and takes keys, not a value")]
    [InlineData("Trial", "red", "Trial is 'red'; it is a section and takes keys, not a value", "Trial is 'red'; it is a section and takes keys, not a value")]
    [InlineData("Trial:Hosts", "one", "Trial:Hosts is 'one'; it is a list and takes several values", "Trial:Hosts is 'one'; it is a list and takes several values")]
    [InlineData("Trial:Hosts:0:Name", "one", "Trial:Hosts:0 has keys below it; it must be a text", "Trial:Hosts:0 has keys below it; it must be a text")]
    [InlineData("Trail", "red", "Trail is not a known section; known are Logging, Trial", "unknown section Trail ('red'); known are Logging, Trial")]
    public void A_mistake_is_said_in_the_programs_words_with_key_value_and_bound(string key, string value, string said, string otherwise)
    {
        Assert.Equal(said, Mistake(new SettingWords(), key, value));
        Assert.Equal(otherwise, Mistake(Other, key, value));
    }

    [Fact]
    public void What_is_right_is_let_through() => new ConfigurationCheck(new SettingWords()).Run(Settings(
        ("Trial:Lamp:Brightness", "9"), ("Trial:Hosts:0", "one"), ("Trial:Hosts:1", "two"), ("Trial:Spare:0:Brightness", "1"), ("Logging:LogLevel:Anything", "Debug")), Services());

    private static string Mistake(SettingWords words, string key, string value) =>
        Assert.Throws<ConfigurationException>(() => new ConfigurationCheck(words).Run(Settings((key, value)), Services())).Message;

    private static IConfigurationRoot Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();

    private static ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddCheckedOptions<TrialOptions>("Trial");
        return services;
    }

    private sealed class TrialOptions
    {
        public LampOptions Lamp { get; init; } = new();

        public IReadOnlyList<LampOptions> Spare { get; init; } = [];

        public string[] Hosts { get; init; } = [];
    }

    private sealed class LampOptions
    {
        [Range(1, 100)]
        public int Brightness { get; init; } = 7;
    }
}
