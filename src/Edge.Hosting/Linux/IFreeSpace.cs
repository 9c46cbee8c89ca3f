namespace Edge.Hosting.Linux;

/// <summary>How much room a disk has.</summary>
internal interface IFreeSpace
{
    /// <summary>Bytes an ordinary user can still write in the file system of <paramref name="folder"/>.</summary>
    long Available(string folder);
}
