namespace Edge.SystemTests.Deploy;

/// <summary>The units as systemd itself reads them, and the settings our promises stand on.</summary>
public sealed class SystemdUnitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-units-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory(Timeout = 180_000)]
    [InlineData("edge-agent.service")]
    [InlineData("edge-hub.service")]
    [InlineData("edge-export.service")]
    [InlineData("edge-agent-provisioned.path")]
    [InlineData("edge-agent-poweroff.path")]
    [InlineData("edge-agent-poweroff.service")]
    [InlineData("edge-agent-provision.service")]
    [InlineData("edge-agent-stick@.service")]
    [InlineData("edge-agent-stage.service")]
    [InlineData("edge-agent-release.path")]
    [InlineData("edge-agent-release.service")]
    [InlineData("edge-agent-recover.service")]
    public async Task Systemd_has_no_complaint_about_a_unit(string name) =>
        Assert.Empty(await ComplaintsAsync(new UnitFile(name)));

    // Else a verifier that says nothing would look like a unit that is right.
    [Theory(Timeout = 180_000)]
    [InlineData("WatchdogSec=60", "WatchdogSec=often")]
    [InlineData("NoNewPrivileges=yes", "NoNewPrivilege=yes")]
    [InlineData("SystemCallFilter=@system-service", "SystemCallFilter=@system-servce")]
    public async Task A_spoilt_unit_is_complained_about(string right, string wrong)
    {
        var path = new UnitFile("edge-hub.service").CopyTo(_folder, "/bin/true");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(right, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.NotEmpty(await ComplaintsAsync(path));
    }

    // In tenths, of 100. Most services of a stock system stand above 90; the export may read what is the hub's.
    [Theory(Timeout = 180_000)]
    [InlineData("edge-agent.service", 15)]
    [InlineData("edge-hub.service", 15)]
    [InlineData("edge-export.service", 17)]
    [InlineData("edge-agent-provision.service", 15)]
    [InlineData("edge-agent-stick@.service", 15)]
    [InlineData("edge-agent-poweroff.service", 15)]
    [InlineData("edge-agent-stage.service", 15)]
    [InlineData("edge-agent-release.service", 15)]
    [InlineData("edge-agent-recover.service", 15)]
    public async Task Systemd_rates_a_units_exposure_as_low(string name, int most)
    {
        var path = new UnitFile(name).CopyTo(_folder, "/bin/true");
        var (code, output) = await SystemdTool.RunAsync("systemd-analyze", "security", "--offline=yes", $"--threshold={most}", "--no-pager", path);
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("edge-agent")]
    [InlineData("edge-hub")]
    public void A_unit_makes_the_settings_our_promises_stand_on(string program)
    {
        var unit = new UnitFile($"{program}.service");
        var expected = new Dictionary<string, string>
        {
            ["ExecStart"] = $"/usr/lib/edge/{program} run",
            ["User"] = program,
            ["Group"] = program,
            // Started means: it said READY. Alive means: its own loop said so.
            ["Type"] = "notify",
            ["NotifyAccess"] = "main",
            ["WatchdogSec"] = "60",
            // It comes back for ever, except where its configuration is wrong.
            ["Restart"] = "always",
            ["RestartPreventExitStatus"] = "78",
            ["StartLimitIntervalSec"] = "0",
            ["StateDirectory"] = program,
            ["StateDirectoryMode"] = "0700",
            ["UMask"] = "0077",
            // No captured plaintext at rest.
            ["LimitCORE"] = "0",
            ["MemorySwapMax"] = "0",
            ["CapabilityBoundingSet"] = "",
            ["NoNewPrivileges"] = "yes",
            ["ProtectSystem"] = "strict",
            ["ProtectHome"] = "yes",
            ["PrivateTmp"] = "yes",
            ["PrivateMounts"] = "yes",
            ["PrivateUsers"] = "yes",
            ["ProtectClock"] = "yes",
            ["ProtectKernelTunables"] = "yes",
            ["ProtectKernelModules"] = "yes",
            ["ProtectKernelLogs"] = "yes",
            ["RestrictAddressFamilies"] = "AF_UNIX AF_INET AF_INET6 AF_NETLINK",
            ["WantedBy"] = "multi-user.target",
        };

        Assert.Equal(expected, expected.Keys.ToDictionary(k => k, k => unit[k] ?? "(not set)"));
        // Each takes away from the one before, or adds to it.
        string[] filters = [.. unit.Text.Split('\n').Where(l => l.StartsWith("SystemCallFilter=", StringComparison.Ordinal)).Select(l => l["SystemCallFilter=".Length..])];
        Assert.Equal(["@system-service", "~@privileged @resources", "sched_setaffinity"], filters);
    }

    // The hub, which boards talk to, never reads the registry's key, and whoever has that key never the hub's.
    [Fact]
    public void The_export_and_the_hub_cannot_read_each_others_keys()
    {
        var unit = new UnitFile("edge-export.service");
        Assert.NotEqual(new UnitFile("edge-hub.service")["User"], unit["User"]);
        Assert.Contains("LoadCredential=registry.key:", unit.Text, StringComparison.Ordinal);
        Assert.Contains("--key %d/registry.key", unit["ExecStart"]!, StringComparison.Ordinal);
        Assert.Contains("-/var/lib/edge-hub/keys", unit["InaccessiblePaths"]!.Split(' '));
        Assert.Equal(("strict", "CAP_DAC_OVERRIDE", "yes", "0", "0"), (unit["ProtectSystem"], unit["CapabilityBoundingSet"], unit["NoNewPrivileges"], unit["LimitCORE"], unit["MemorySwapMax"]));
        Assert.Null(unit["ReadWritePaths"]);
    }

    // The agent asks, systemd does it: by the file that one writes and the other waits for.
    [Fact]
    public void The_machine_is_switched_off_by_a_file_in_the_agents_own_folder_that_is_gone_with_the_power()
    {
        Assert.Equal(("edge-agent", "restart"), (new UnitFile("edge-agent.service")["RuntimeDirectory"], new UnitFile("edge-agent.service")["RuntimeDirectoryPreserve"]));
        var path = new UnitFile("edge-agent-poweroff.path");
        Assert.Equal(("/run/edge-agent/power-off", "edge-agent-poweroff.service"), (path["PathExists"], path["Unit"]));
        Assert.Equal(("poweroff", "/bin/true"), (new UnitFile("edge-agent-poweroff.service")["SuccessAction"], new UnitFile("edge-agent-poweroff.service")["ExecStart"]));
    }

    [Fact]
    public void A_release_is_waited_for_as_long_as_the_agent_runs_and_one_that_came_before_it_is_judged_then()
    {
        var agent = new UnitFile("edge-agent.service");
        Assert.Equal(("edge-agent-release.path", "edge-agent-stage.service"), (agent["Upholds"], agent["Wants"]));
        Assert.Equal("edge-agent.service", new UnitFile("edge-agent-stage.service")["After"]);
        // The agent's user could hold a lock that it may open, and so keep root waiting.
        Assert.Contains("f /var/lib/edge-releases/lock 0600 root root -", File.ReadAllLines(Path.Combine(UnitFile.Folder, "edge-agent.tmpfiles.conf")));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_systemd_says_of_an_end_is_written_where_the_next_start_looks()
    {
        var command = new UnitFile("edge-agent.service")["ExecStopPost"]!;
        Assert.StartsWith("/bin/sh -c '", command, StringComparison.Ordinal);
        var script = command["/bin/sh -c '".Length..^1].Replace("$$", "$", StringComparison.Ordinal);
        var (code, output) = await SystemdTool.RunAsync("env", $"RUNTIME_DIRECTORY={_folder}", "SERVICE_RESULT=watchdog", "/bin/sh", "-c", script);
        Assert.True(code == 0, output);
        Assert.Equal("watchdog\n", await File.ReadAllTextAsync(Path.Combine(_folder, "ended"), TestContext.Current.CancellationToken));
    }

    // Both would break the program, and neither break shows before a board is in a village.
    [Fact]
    public void What_would_break_the_programs_is_not_set()
    {
        var agent = new UnitFile("edge-agent.service");
        Assert.Null(agent["PrivateDevices"]);
        // Without a policy of its own ProtectClock=yes would shut all of /dev but the clock.
        Assert.Equal("closed", agent["DevicePolicy"]);
        Assert.Null(agent["MemoryDenyWriteExecute"]);
        Assert.Null(new UnitFile("edge-hub.service")["MemoryDenyWriteExecute"]);
    }

    // systemd does not start a service whose group is missing.
    [Fact]
    public void Every_group_of_the_agent_is_made_before_it_starts()
    {
        var made = File.ReadAllLines(Path.Combine(UnitFile.Folder, "edge-agent.sysusers.conf")).Where(l => l.StartsWith("g ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]);
        Assert.Equal(made, new UnitFile("edge-agent.service")["SupplementaryGroups"]!.Split(' '));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("edge-agent")]
    [InlineData("edge-hub")]
    public async Task Systemd_would_make_the_user_and_the_data_folder_is_the_units(string program)
    {
        var sysusers = Path.Combine(UnitFile.Folder, $"{program}.sysusers.conf");
        var (code, output) = await SystemdTool.RunAsync("systemd-sysusers", "--dry-run", $"--root={_folder}", sysusers);
        Assert.True(code == 0, output);
        Assert.Contains($"Creating user '{program}'", output, StringComparison.Ordinal);

        var tmpfiles = await File.ReadAllLinesAsync(Path.Combine(UnitFile.Folder, $"{program}.tmpfiles.conf"), TestContext.Current.CancellationToken);
        Assert.Contains($"d /var/lib/{program} 0700 {program} {program} -", tmpfiles);
    }

    private Task<string[]> ComplaintsAsync(UnitFile unit) => ComplaintsAsync(unit.CopyTo(_folder, "/bin/true"));

    // The verifier ends with 0 even where it ignored a setting, so what it says is what counts. It also
    // reads the machine's own units; only what names ours is about ours.
    private static async Task<string[]> ComplaintsAsync(string path)
    {
        var (code, output) = await SystemdTool.RunAsync("systemd-analyze", "verify", "--man=no", path);
        string[] complaints = [.. output.Split('\n').Where(l => l.Contains(Path.GetFileName(path), StringComparison.Ordinal))];
        return code == 0 || complaints.Length > 0 ? complaints : [$"systemd-analyze verify ended with {code}: {output}"];
    }
}
