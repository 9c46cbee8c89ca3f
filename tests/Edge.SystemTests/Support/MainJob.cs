using System.Security.Cryptography;
using System.Text.Json;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>From a submission to the exported file, through the commands alone.</summary>
internal static class MainJob
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task RunAsync(EdgeSystem system)
    {
        var photo = Path.Combine(system.Folder, "photo.jpg");
        await File.WriteAllBytesAsync(photo, RandomNumberGenerator.GetBytes(300 * 1024), Token);
        var fields = """{ "name": "Trần Thị Ánh Nguyệt",  "note":"khoảng  trắng giữ nguyên" }"""u8.ToArray();

        var submitted = (await ToolRun.RunAsync(EdgeTool.Agent, ["submit", "--data", system.Kiosk.Setup.Data, "--kind", "card", "--priority", "2", "--fields", "-", "--file", $"portrait.jpg={photo}"], fields, cancellationToken: Token)).Ensure();
        var answer = JsonElement.Parse(submitted.Output);
        var id = answer.GetProperty("recordId").GetGuid();
        Assert.Equal(1, answer.GetProperty("sequence").GetInt64());

        // Two seconds are the promise on an idle machine; here the bound only has to end the test.
        var stored = Assert.Single(await system.WaitStoredAsync(1, TimeSpan.FromSeconds(120)));
        Assert.Equal((id, "kiosk-1", answer.GetProperty("chainId").GetGuid(), "card", 2, "mqtt"), (stored.RecordId, stored.Node, stored.ChainId, stored.Kind, stored.Priority, stored.Path));

        var target = Path.Combine(system.Folder, "export");
        await system.Hub.ExportAsync(system.HubSetup.RegistryKey, target, Token);
        var folder = Assert.Single(Directory.GetDirectories(Path.Combine(target, "kiosk-1")));
        Assert.Equal(fields, await File.ReadAllBytesAsync(Path.Combine(folder, "record.json"), Token));
        Assert.Equal(await File.ReadAllBytesAsync(photo, Token), await File.ReadAllBytesAsync(Path.Combine(folder, "portrait.jpg"), Token));
        Assert.Equal([id], await ArchiveAudit.CheckAsync(system.HubSetup));
    }
}
