using Edge.Agent.Storage;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Kiosk.Voice;

internal static class VoiceRegistration
{
    /// <summary>Says what the kiosk has to say, in the citizen's language.</summary>
    public static IServiceCollection AddVoice(this IServiceCollection services)
    {
        services.AddCheckedOptions<VoiceOptions>(VoiceOptions.Section);
        services.AddSingleton(p => new PromptFolders(Recorded(p.GetRequiredService<IOptions<VoiceOptions>>().Value, p.GetRequiredService<DataFolder>()), PromptFolders.Shipped));
        services.AddSingleton<ToneFolder>();
        services.AddSingleton<PromptBook>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<IVoice>(p => p.GetRequiredService<Announcer>());
        services.AddSingleton<INarrator>(p => p.GetRequiredService<Announcer>());
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<Announcer>());
        services.AddHostedService(p => p.GetRequiredService<Announcer>());
        return services;
    }

    private static string Recorded(VoiceOptions options, DataFolder data) => options.Folder.Length > 0 ? options.Folder : Path.Combine(data.Root, "prompts");
}
