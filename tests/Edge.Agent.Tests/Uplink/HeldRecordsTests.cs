using Edge.Agent.Uplink.Transfer;

namespace Edge.Agent.Tests.Uplink;

public sealed class HeldRecordsTests
{
    [Fact]
    public void A_held_record_comes_back_after_its_time()
    {
        var held = new HeldRecords();
        var id = Guid.Parse("0a1b2c3d-0000-4000-8000-000000000001");
        held.Add(id, TimeSpan.FromSeconds(70), "storage");
        Assert.True(held.IsHeld(id, TimeSpan.FromSeconds(69)));
        Assert.Equal(TimeSpan.FromSeconds(70), held.Next(TimeSpan.FromSeconds(10)));
        Assert.False(held.LetGo(TimeSpan.FromSeconds(69)));
        Assert.True(held.LetGo(TimeSpan.FromSeconds(70)));
        Assert.False(held.IsHeld(id, TimeSpan.FromSeconds(70)));
        Assert.Equal(0, held.Count);
    }
}
