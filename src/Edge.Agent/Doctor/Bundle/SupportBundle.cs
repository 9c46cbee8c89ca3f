using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Edge.Agent.Devices;
using Edge.Agent.Doctor.Report;
using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>
/// What somebody far away needs to help a board: one archive of small text files. It reads no record, no key, no database and no officer's or citizen's file;
/// what it does read passes by what is allowed, not by what is known to be secret.
/// </summary>
internal sealed partial class SupportBundle(DataFolder data, string? configFile, Action<IServiceCollection> compose, DoctorWishes wishes)
{
    private const string ReadMe = """
        Edge support bundle, for whoever helps a board from afar.

        doctor.txt doctor.json   what edge-agent doctor found, in Vietnamese and English
        versions.json            program, kernel, system, board
        settings.json            settings that are set; of texts that may be anybody's words only the length
        status.json              what the running agent says of itself
        spool.json               sums of what it holds, and why records are in quarantine, by id
        devices.json disk.json   what the kernel has, and how worn its disks are
        journal.txt              the agent's last log lines
        missing.txt              what could not be read, and why

        Left out on purpose: records, citizens' and officers' names and numbers, PINs, keys, certificates,
        passwords and tokens, databases, serial numbers, network names. "…" stands where a word was left out.
        Please look through it before sending it on: every file is plain text.

        Gói hỗ trợ của Edge, dành cho người giúp từ xa. Không có hồ sơ, họ tên, số giấy tờ, mã PIN,
        khóa hay mật khẩu. Xin xem qua trước khi gửi: tệp nào cũng là văn bản thường.

        """;

    private PlainWords _words = new([], []);

    /// <summary>Writes the archive, which must not exist yet, readable by its owner alone; returns the names in it and what is missing.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<(IReadOnlyList<string> Files, IReadOnlyList<string> Missing)> WriteAsync(string path, CancellationToken cancellationToken)
    {
        _words = new PlainWords(Known(), Hidden());
        List<(string Name, string Text)> files = [("README.txt", ReadMe)];
        List<string> missing = [];
        foreach (var part in Parts())
        {
            try
            {
                files.Add((part.Name, await part.Write(cancellationToken)));
            }
            catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
            {
                // Whatever one part meets on a sick board, the others are still worth sending.
                missing.Add($"{part.Name}: {(Reach.IsPermission(e) ? "no permission; run this with sudo" : _words.Of(Reason.Of(e)))}");
            }
        }
        if (missing.Count > 0) files.Add(("missing.txt", string.Join('\n', missing) + "\n"));
        await WriteAsync(path, files, cancellationToken);
        return ([.. files.Select(f => f.Name)], missing);
    }

    private IEnumerable<BundlePart> Parts()
    {
        var (words, time, system) = (_words, TimeProvider.System, new SysFiles());
        var (machine, diagnosis) = (new MachineSheet(data, system, words), new Diagnosis(data, configFile, compose, wishes));
        List<Finding> findings = [];
        yield return new("doctor.json", async token =>
        {
            await foreach (var finding in diagnosis.ExamineAsync(token)) findings.Add(Plain(finding, words));
            return DoctorJson.Write(findings, time.GetUtcNow()) + "\n";
        });
        yield return new("doctor.txt", _ => Task.FromResult(string.Join('\n', Screen(findings, TerminalLanguage.Vietnamese).Append("").Concat(Screen(findings, TerminalLanguage.English))) + "\n"));
        yield return new("status.json", _ => Task.FromResult(diagnosis.Agent?.Status is { } status ? BundleJson.Write(BundleJson.Filter(status, words)) : throw new DeviceException("the agent did not answer")));
        yield return new("versions.json", _ => Task.FromResult(BundleJson.Write(machine.Versions())));
        yield return new("settings.json", _ => Task.FromResult(BundleJson.Write(Settings().ToDictionary(l => l.Key, l => l.Shown ? l.Value : $"(set, {l.Value.Length} characters)"))));
        yield return new("spool.json", _ => Task.FromResult(BundleJson.Write(new SpoolSums(data, words).Read())));
        yield return new("devices.json", _ => Task.FromResult(BundleJson.Write(machine.Devices())));
        yield return new("disk.json", _ => Task.FromResult(BundleJson.Write(machine.Disk())));
        yield return new("journal.txt", token => new JournalLines(new LogLine(words), time).ReadAsync(token));
    }

    // Places, the board's own name and where it dials: nothing that a citizen or an officer gave.
    private string[] Known()
    {
        string[] places = [.. new[] { data.Root, data.Socket, data.Quarantine, data.Identity, data.Kept, data.Segments }.Where(NamesNobody), ProductVersion.Text];
        try
        {
            var board = IdentityStore.Load(data);
            return [.. places, board.Node, board.MqttHost, $"{board.MqttHost}:{board.MqttPort}", board.HttpsHost, $"{board.HttpsHost}:{board.HttpsPort}"];
        }
        catch (Exception e) when (e is ConfigurationException or IOException)
        {
            return places;
        }
    }

    private IEnumerable<(string Key, string Value, bool Shown)> Settings()
    {
        var services = new ServiceCollection();
        compose(services);
        return new SettingsSheet(services.Select(s => s.ImplementationInstance).OfType<KnownSection>().ToDictionary(s => s.Name, s => s.Options)).Lines(SettingSources.Read(configFile));
    }

    // What a setting hides must not come out by an error that names it.
    private IEnumerable<string> Hidden()
    {
        try
        {
            return [.. Settings().Where(s => !s.Shown).Select(s => s.Value)];
        }
        catch (ConfigurationException)
        {
            return [];
        }
    }

    // Reasons and acts are our own words, with paths and the account in them; details are others'.
    private Finding Plain(Finding finding, PlainWords words) => finding with
    {
        Reason = Anybody(finding.Reason),
        Act = finding.Act is null ? null : Anybody(finding.Act),
        Detail = finding.Detail is null ? null : words.Of(finding.Detail),
    };

    private Said Anybody(Said said) => new(Anybody(said.Vi), Anybody(said.En));

    private string Anybody(string text)
    {
        foreach (var path in new[] { configFile, data.Root }.OfType<string>().Where(p => !NamesNobody(p))) text = text.Replace(path, "…", StringComparison.Ordinal);
        text = Home().Replace(text, "…");
        return Environment.UserName is "root" or "edge-agent" or "nobody" or "" ? text : text.Replace(Environment.UserName, "…", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Screen(IReadOnlyList<Finding> findings, string language)
    {
        var screen = new ScreenText(language);
        return findings.SelectMany(screen.Lines).Concat(screen.Sum(findings));
    }

    private static async Task WriteAsync(string path, List<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        var folder = Path.GetFileName(path) is var name && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var file = new FileStream(path, options);
        try
        {
            await using (var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
            await using (var tar = new TarWriter(zip, TarEntryFormat.Ustar))
            {
                foreach (var (entry, text) in files)
                {
                    using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
                    await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{entry}") { DataStream = content, Mode = options.UnixCreateMode.Value }, cancellationToken);
                }
            }
            // Sticks are pulled out at once.
            file.Flush(flushToDisk: true);
        }
        catch
        {
            // Half an archive would be taken for one.
            File.Delete(path);
            throw;
        }
    }

    [GeneratedRegex(@"(?<=/(?:home|media)/)[^/\s]+")]
    private static partial Regex Home();

    // A folder in a home or on a stick, and one that is not named as programs name theirs, may have somebody's name.
    private static bool NamesNobody(string path) => Place().IsMatch(path);

    [GeneratedRegex("^(?!.*/(?:home|media)/)[a-z0-9/._-]+$")]
    private static partial Regex Place();
}
