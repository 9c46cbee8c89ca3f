using Edge.Contracts.Courier;

namespace Edge.Contracts.Tests.Courier;

public sealed class CourierNamesTests
{
    [Fact]
    public void Every_name_is_one_that_FAT_takes_and_that_is_recognised()
    {
        var record = CourierNames.Record(Limits.Sequence, Samples.RecordId);
        Assert.True(CourierNames.IsRecord(record));
        Assert.True(CourierNames.IsFolder(CourierNames.Folder(Samples.RecordId)));
        foreach (var name in new[] { record, record + CourierNames.Unfinished, CourierNames.Folder(Samples.RecordId), CourierNames.Root, CourierNames.Slip, CourierNames.Receipts })
        {
            Assert.DoesNotContain(name, c => "\"*/:<>?\\|".Contains(c, StringComparison.Ordinal));
            Assert.InRange(name.Length, 1, 64);
            Assert.False(name.EndsWith('.') || name.EndsWith(' '));
        }
    }

    [Theory]
    [InlineData("000000000001-01890a5d-ac96-774b-bcce-b302099a8057.rec.part")]
    [InlineData("../000000000001-01890a5d-ac96-774b-bcce-b302099a8057.rec")]
    [InlineData("000000000001-01890A5D-ac96-774b-bcce-b302099a8057.rec")]
    [InlineData("000000000001-01890a5d-ac96-774b-bcce-b302099a8057.rec\n")]
    [InlineData("._000000000001.rec")]
    public void Other_names_are_not_a_records(string name) => Assert.False(CourierNames.IsRecord(name));
}
