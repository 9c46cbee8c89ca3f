using Edge.Contracts.Shown;
using Edge.Hosting;
using Edge.Hub.Cli;

// The log goes there too, and says what boards have said.
Console.SetError(new PlainWriter(Console.Error));

return await HubCli.RunAsync(args, Console.Out, Console.Error, TerminalLanguage.Of(Environment.GetEnvironmentVariable));
