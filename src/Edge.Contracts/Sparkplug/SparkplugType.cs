namespace Edge.Contracts.Sparkplug;

/// <summary>The specification's numbers of the data types we speak.</summary>
public enum SparkplugType
{
    Int32 = 3,
    Int64 = 4,
    Float = 9,
    Double = 10,
    Boolean = 11,
    String = 12,

    /// <summary>Unix milliseconds.</summary>
    DateTime = 13,
}
