using System.CommandLine;
using System.Text.Json;
using Edge.Hosting.Linux;

namespace Edge.Benchmarks.Boards;

/// <summary>The load process: the benchmark starts itself with this in the boards' network.</summary>
internal static class LoadCommand
{
    public const string Name = "boards-load";

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER");
        var boards = new Argument<int>("BOARDS");
        var answer = new Argument<FileInfo>("ANSWER");
        var command = new Command(Name, "Part of boards: runs the boards whose folders are given.") { folder, boards, answer };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var result = await LoadRun.RunAsync(parsed.GetRequiredValue(folder).FullName, parsed.GetValue(boards), cancellationToken);
            DurableFile.Replace(new LinuxDisk(), parsed.GetRequiredValue(answer).FullName, JsonSerializer.SerializeToUtf8Bytes(result));
            return 0;
        });
        return command;
    }
}
