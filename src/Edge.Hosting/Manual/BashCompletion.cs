using System.CommandLine;
using System.Text;

namespace Edge.Hosting.Manual;

/// <summary>A completion for bash that asks nobody: on a slow board a program that is started at every key would be slower than typing.</summary>
internal static class BashCompletion
{
    public static string Of(string program, Command root)
    {
        var function = "_" + program.Replace('-', '_');
        var commands = CommandTree.Of(root).Prepend(new CommandPath("", root)).ToList();
        var script = new StringBuilder($$"""
            # Completion of {{program}} for bash. Made by: {{program}} completion
            {{function}}() {
                local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path="" word
                local -A next=(

            """.ReplaceLineEndings("\n"));
        foreach (var command in commands) script.Append($"        [{Quoted(command.Path + ".")}]={Quoted(Next(command))}\n");
        script.Append("    ) takes=(\n");
        foreach (var option in commands.SelectMany(c => c.Options).DistinctBy(o => o.Name).Where(o => o.ValueType != typeof(bool))) script.Append($"        [{option.Name}]={Kind(option.HelpName)}\n");
        script.Append($$"""
                )
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    if [[ $word == [a-z]* && -n ${next["${path:+$path }$word."]+there} ]]; then path=${path:+$path }$word; fi
                done
                local kind=${takes[$previous]:-} words="${next["$path."]} --data --config --help"
                if [[ $previous == --* && -n $kind ]]; then
                    case $kind in
                        dir) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
                        file) mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
                        *) COMPREPLY=() ;;
                    esac
                elif [[ $cur == -* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
                elif [[ $words == [a-z]* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W "${words%% -*}" -- "$cur")
                else
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                fi
            }
            complete -o filenames -F {{function}} {{program}}

            """.ReplaceLineEndings("\n"));
        return script.ToString();
    }

    // Commands first: what begins with a letter there can be nothing but a command.
    private static string Next(CommandPath command) => string.Join(' ', command.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).Concat(command.Options.Where(o => !o.Recursive).Select(o => o.Name)));

    private static string Kind(string? shown) => shown switch
    {
        "DIR" => "dir",
        "FILE" or "OUT" => "file",
        null => "word",
        _ when shown.Contains("FILE", StringComparison.Ordinal) || shown.Contains("PATH", StringComparison.Ordinal) => "file",
        _ => "word",
    };

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
