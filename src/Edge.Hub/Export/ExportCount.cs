namespace Edge.Hub.Export;

/// <summary>What an export did.</summary>
internal readonly record struct ExportCount(int Written, int AlreadyThere, int Failed)
{
    public int Total => Written + AlreadyThere + Failed;
}
