namespace Edge.Agent.Tests.Devices.Codes;

/// <summary>What a scanner on a serial line does beyond that, and one that types cannot.</summary>
public abstract class SerialScannerContract : CodeReaderContract
{
    [Fact(Timeout = 120_000)]
    public async Task Vietnamese_letters_stay_whole()
    {
        using var scanner = await OpenAsync();
        const string card = "001190000018|012345678|Nguyễn Thị Mẫu|01011990|Nữ|Thôn Đồng Văn, Đắk Lắk|25042021";
        Scan(card);
        Assert.Equal(card, await NextAsync(scanner));
    }
}
