using Edge.Demo.Show;

return await DemoCommand.RunAsync(args);
