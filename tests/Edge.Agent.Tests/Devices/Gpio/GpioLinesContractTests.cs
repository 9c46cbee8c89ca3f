using System.Device.Gpio;
using Edge.Agent.Devices.Gpio;

namespace Edge.Agent.Tests.Devices.Gpio;

public sealed class GpioLinesContractTests : GpioContract, IDisposable
{
    private readonly FakeGpioDriver _driver = new();

    public void Dispose() => _driver.Dispose();

    private protected override IGpioLines Open() => new GpioLines(new GpioOptions
    {
        Lines =
        {
            ["ticket"] = new LineOptions { Offset = 5, ActiveLow = true, Bias = LineBias.PullUp },
            ["ready"] = new LineOptions { Offset = 6, Direction = LineDirection.Output },
        },
    }, TimeProvider.System, _driver);

    private protected override void Drive(bool down) => _driver.Move(5, down ? PinValue.Low : PinValue.High);

    private protected override bool Lit => _driver.Level(6) == PinValue.High;

    private protected override void Remove() => _driver.Gone = true;
}
