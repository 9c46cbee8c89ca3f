using System.Globalization;
using System.Text.Json;
using Edge.Benchmarks.Uplink.Links;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Boards;

/// <summary>This program once more, in the boards' network, with all boards in it.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    // Opening the spools and closing them again comes on top of the limit for the boards.
    private static readonly TimeSpan Limit = BoardsPlan.Limit + TimeSpan.FromSeconds(60);

    private readonly ServiceProcess _process;
    private readonly string _answer;

    private LoadProcess(ServiceProcess process, string answer) => (_process, _answer) = (process, answer);

    public int Pid => _process.Pid;

    /// <param name="boards">The boards' folders.</param>
    /// <param name="plan">How many there are.</param>
    /// <param name="place">Its network; null for this system's.</param>
    /// <param name="files">Where its answer and its log go.</param>
    public static LoadProcess Start(string boards, BoardsPlan plan, NetworkNamespace? place, string files)
    {
        var program = Environment.ProcessPath ?? throw new BenchException("this program does not know its own file");
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(LoadProcess).Assembly.Location] : [];
        string[] args = [.. self, LoadCommand.Name, boards, plan.Boards.ToString(CultureInfo.InvariantCulture), $"{files}.json"];
        return new LoadProcess(ServiceProcess.Start("the load process", new EdgeTool(program) { Prefix = place?.Prefix ?? [] }, args, null, $"{files}.log"), $"{files}.json");
    }

    public async Task<LoadResult> ResultAsync(CancellationToken cancellationToken)
    {
        try
        {
            var code = await _process.WaitExitAsync(Limit).WaitAsync(cancellationToken);
            if (code != 0) throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"the load process ended with {code}. Its last lines:\n{_process.LastLines}"));
        }
        catch (TimeoutException e)
        {
            throw new BenchException($"the load process has not ended after {Limit}. Its last lines:\n{_process.LastLines}", e);
        }
        return JsonSerializer.Deserialize<LoadResult>(await File.ReadAllBytesAsync(_answer, cancellationToken)) ?? throw new BenchException("the load process answered null");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
