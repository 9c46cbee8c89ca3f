namespace Edge.Iot.Devices;

/// <summary>A line of the board.</summary>
/// <param name="Name">What the settings call it.</param>
/// <param name="Offset">Its number on the chip.</param>
/// <param name="IsInput">True for a button, false for a light.</param>
/// <param name="ActiveLow">True where the low level is active.</param>
/// <param name="Bias">True pulls it up, false down, null leaves it alone.</param>
/// <param name="Debounce">How long an input must stay as it is before it counts.</param>
internal sealed record GpioLine(string Name, int Offset, bool IsInput, bool ActiveLow = false, bool? Bias = null, TimeSpan Debounce = default);
