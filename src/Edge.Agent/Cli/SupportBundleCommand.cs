using System.CommandLine;
using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Bundle;
using Edge.Hosting;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Cli;

internal static class SupportBundleCommand
{
    public static Command Build(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "Archive to write, such as /media/stick/board.tar.gz", HelpName = "FILE" };
        var command = new Command("support-bundle", "Write what a distant helper needs into one archive, without personal data or keys") { file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (File.Exists(path)) throw new CommandException($"{path} exists; name another file, or take it away");
            if (Directory.Exists(path)) throw new CommandException($"{path} is a folder; name the file to write in it, such as {Path.Combine(path, "board.tar.gz")}");
            // Said before minutes are spent on looking.
            if (!Directory.Exists(Path.GetDirectoryName(path))) throw new CommandException($"there is no folder {Path.GetDirectoryName(path)} for {Path.GetFileName(path)}; make it, or plug the stick in");
            var vietnamese = context.Language == TerminalLanguage.Vietnamese;
            await context.Error.WriteLineAsync(vietnamese ? "đang xem máy; có thể mất vài phút" : "looking at the board; this may take some minutes");
            var (files, missing) = await new SupportBundle(context.Data(parsed), context.Config(parsed), context.Compose, new DoctorWishes()).WriteAsync(path, cancellationToken);
            await context.Output.WriteLineAsync(vietnamese
                ? $"{path}: {files.Count} tệp, {new FileInfo(path).Length} byte; không có hồ sơ, họ tên hay khóa. Xin xem qua trước khi gửi: tar xzOf {path} | less"
                : $"{path}: {files.Count} files, {new FileInfo(path).Length} bytes; no records, names or keys. Look through it before sending it: tar xzOf {path} | less");
            foreach (var part in missing) await context.Output.WriteLineAsync(vietnamese ? $"thiếu {part}" : $"missing {part}");
            return ExitCode.Ok;
        });
        return command;
    }
}
