namespace Edge.Lab.Drivers;

/// <summary>A chip of the kernel's gpio-sim with 32 lines (Documentation/admin-guide/gpio/gpio-sim.rst).</summary>
internal sealed class GpioSim : IDisposable
{
    private const string All = "/sys/kernel/config/gpio-sim";
    private readonly string _chip;
    private readonly string _lines;

    public GpioSim(string label)
    {
        _chip = Path.Combine(All, label);
        Directory.CreateDirectory(Path.Combine(_chip, "bank0"));
        File.WriteAllText(Path.Combine(_chip, "bank0", "num_lines"), "32");
        File.WriteAllText(Path.Combine(_chip, "bank0", "label"), label);
        Plug(true);
        _lines = $"/sys/devices/platform/{Told("dev_name")}/{Told("bank0/chip_name")}";
    }

    /// <summary>Takes the chip from the kernel, or gives it back.</summary>
    public void Plug(bool there)
    {
        if (Told("live") != (there ? "1" : "0")) File.WriteAllText(Path.Combine(_chip, "live"), there ? "1" : "0");
    }

    /// <summary>What is wired to an input of the chip.</summary>
    public void Drive(int line, bool high) => File.WriteAllText($"{_lines}/sim_gpio{line}/pull", high ? "pull-up" : "pull-down");

    /// <summary>The number the kernel has given it.</summary>
    public string Number => Told("bank0/chip_name")["gpiochip".Length..];

    /// <summary>Whether the resistor in the chip pulls a line up.</summary>
    public bool IsPulledUp(int line) => File.ReadAllText($"{_lines}/sim_gpio{line}/pull").Trim() == "pull-up";

    public bool IsHigh(int line) => File.ReadAllText($"{_lines}/sim_gpio{line}/value").Trim() == "1";

    public void Dispose()
    {
        Plug(false);
        Directory.Delete(Path.Combine(_chip, "bank0"));
        Directory.Delete(_chip);
    }

    private string Told(string file) => File.ReadAllText(Path.Combine(_chip, file)).Trim();
}
