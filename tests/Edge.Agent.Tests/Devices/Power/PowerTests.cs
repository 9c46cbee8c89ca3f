using Edge.Agent.Devices.Power;
using Edge.Agent.Devices.Virtual;

namespace Edge.Agent.Tests.Devices.Power;

public sealed class VirtualPowerTests : PowerContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override IPowerSource Open() => _board.Power.Open();

    private protected override void Feed(bool fromBattery) => (_board.Power.Mains, _board.Power.ChargePercent) = (!fromBattery, 50);

    private protected override void Unplug() => _board["power"].Plugged = false;
}

public sealed class ChargeTableTests
{
    [Theory]
    [InlineData(10.0, 0)]
    [InlineData(11.0, 0)]
    [InlineData(11.5, 25)]
    [InlineData(12.0, 50)]
    [InlineData(12.2, 60)]
    [InlineData(13.0, 100)]
    [InlineData(14.4, 100)]
    public void Charge_follows_the_table(double volts, int percent) => Assert.Equal(percent, ChargeTable.Parse("11=0 12=50 13=100")!.At(volts));

    [Theory]
    [InlineData("11")]
    [InlineData("11=0")]
    [InlineData("12=50 11=0")]
    [InlineData("11=50 12=20")]
    [InlineData("11=0 12=101")]
    [InlineData("11=0 12=x")]
    public void A_wrong_table_is_none(string text) => Assert.Null(ChargeTable.Parse(text));
}
