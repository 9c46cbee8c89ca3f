using System.Text.Json;
using Edge.Agent.Doctor.Bundle;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Doctor;

public sealed class SpoolSumsTests
{
    [Fact]
    public void Of_many_records_in_quarantine_the_newest_are_named_and_all_are_counted()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Data.Quarantine);
        for (var n = 1; n <= SpoolSums.MostQuarantined + 1; n++) File.WriteAllText(Path.Combine(folder.Data.Quarantine, $"0123abcd-{n:d12}-5-0199d2aa-1111-7222-8333-{n:d12}.rec"), "no record");
        var sums = JsonDocument.Parse(BundleJson.Write(new SpoolSums(folder.Data, new PlainWords([], [])).Read())).RootElement;
        Assert.Equal(SpoolSums.MostQuarantined + 1, sums.GetProperty("inQuarantine").GetProperty("records").GetInt32());
        Assert.Equal(Enumerable.Range(2, SpoolSums.MostQuarantined), sums.GetProperty("quarantine").EnumerateArray().Select(r => r.GetProperty("sequence").GetInt32()));
    }
}
