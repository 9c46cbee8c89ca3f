namespace Edge.Hosting.Configuration;

/// <summary>How a program words what is wrong with its settings.</summary>
internal sealed record SettingWords
{
    /// <summary>{0} is the section, {1} its value where it has one, {2} what is known.</summary>
    public string UnknownSection { get; init; } = "{0} is not a known section; known are {2}";

    /// <summary>{0} is the key, {1} its value where it has one, {2} the section, {3} what that has.</summary>
    public string UnknownKey { get; init; } = "{0} is not a known setting; {2} has {3}";

    /// <summary>{0} is the key, {1} its value, {2} what it must be, {3} what it is where it is not set.</summary>
    public string Unreadable { get; init; } = "{0} is '{1}'; it must be {2}";

    /// <summary>The same of a value that can be read and breaks a bound.</summary>
    public string OutOfBounds { get; init; } = "{0} is {1}; it must be {2}";

    public string WholeNumber { get; init; } = "a whole number";

    public string Range { get; init; } = "from {0} to {1}";
}
