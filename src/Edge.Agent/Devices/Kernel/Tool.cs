using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using Edge.Contracts;

namespace Edge.Agent.Devices.Kernel;

/// <summary>A program that drives a device for us.</summary>
internal static class Tool
{
    private const int ChunkBytes = 64 * 1024;
    private const int TalkBytes = 4096;

    /// <summary>Runs it to its end and returns what it wrote; when cancelled it is killed.</summary>
    /// <param name="mostBytes">It may write no more than so much.</param>
    /// <exception cref="DeviceException">It is not installed, or it failed; the message has its last words.</exception>
    public static async Task<byte[]> RunAsync(string program, IEnumerable<string> arguments, int mostBytes, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        using var timer = new CancellationTokenSource(limit, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var talking = TalkAsync(process, ending.Token);
            var output = await ReadAsync(process.StandardOutput.BaseStream, mostBytes, program, ending.Token);
            await process.WaitForExitAsync(ending.Token);
            if (process.ExitCode == 0) return output;
            CryptographicOperations.ZeroMemory(output);
            throw new DeviceException($"{program} failed with {process.ExitCode}: {await talking}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeviceException($"{program} did not end within {limit.TotalSeconds:0.#} s");
        }
        finally
        {
            End(process);
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C.UTF-8" } };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new DeviceException($"{program} cannot be run: {e.Message}; docs/kiosk-hardware.md tells which package has it", e);
        }
        catch (IOException e)
        {
            throw new DeviceException($"{program} ended at once: {e.Message}", e);
        }
    }

    // It may be a citizen's picture: no copy of it stays behind.
    private static async Task<byte[]> ReadAsync(Stream stream, int mostBytes, string program, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[Math.Min(ChunkBytes, mostBytes + 1)], 0);
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var count)
            {
                length += count;
                if (length > mostBytes) throw new DeviceException($"{program} wrote more than {mostBytes} bytes");
                if (length < buffer.Length) continue;
                var larger = new byte[Math.Min(buffer.Length * 2, mostBytes + 1)];
                buffer.CopyTo(larger, 0);
                CryptographicOperations.ZeroMemory(buffer);
                buffer = larger;
            }
            return buffer[..length];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    // Read to the end, so that it never waits for us; the last line says most.
    private static async Task<string> TalkAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            var last = "it said nothing";
            while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Trim() is { Length: > 0 } said) last = LatinText.Within(said, TalkBytes);
            }
            return last;
        }
        catch (OperationCanceledException)
        {
            return "it was stopped";
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended in the same moment.
        }
    }
}
