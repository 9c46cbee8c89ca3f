using Edge.Hub.Cli;

return await HubCli.RunAsync(args, Console.Out, Console.Error);
