using Edge.Agent.Storage;

namespace Edge.Agent.Tests.Support;

/// <summary>A data folder that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Data = new DataFolder(Directory.CreateTempSubdirectory("edge-agent-").FullName);

    public DataFolder Data { get; }

    public string Root => Data.Root;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
