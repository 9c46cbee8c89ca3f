using Edge.Hosting.Linux;

namespace Edge.Hosting.Tests;

/// <summary>What cannot be used is named by its errno: whoever reads it has to do something else each time.</summary>
public sealed class FolderLockTests
{
    [Theory]
    [InlineData("edge-agent")]
    [InlineData("edge-hub")]
    public void A_second_one_is_named_as_such_until_the_first_is_gone(string program)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("edge-lock-").FullName, "lock");
        try
        {
            using (FolderLock.Take(file, program))
            {
                Assert.Contains($"in use by another {program}", Assert.Throws<IOException>(() => FolderLock.Take(file, program)).Message, StringComparison.Ordinal);
            }
            FolderLock.Take(file, program).Dispose();
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("edge-agent", 30, "read-only")]
    [InlineData("edge-agent", 28, "(errno 28)")]
    [InlineData("edge-agent", 5, "(errno 5)")]
    [InlineData("edge-hub", 30, "read-only")]
    [InlineData("edge-hub", 28, "(errno 28)")]
    public void Another_error_is_not_taken_for_another_one(string program, int errno, string named)
    {
        var said = FolderLock.Why("/data", program, errno, "the kernel's words");
        Assert.Contains(named, said, StringComparison.Ordinal);
        Assert.DoesNotContain($"another {program}", said, StringComparison.Ordinal);
    }
}
