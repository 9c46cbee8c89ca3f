using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;

namespace Edge.Hub.Areas;

internal static class AreasRegistration
{
    /// <summary>Officers, worklists and answers of the areas, as objects for their boards.</summary>
    public static IServiceCollection AddAreas(this IServiceCollection services) => services
        .AddSingleton<AreaKeys>().AddSingleton<AreaBook>().AddSingleton<AheadBoards>().AddSingleton<AreaFiles>().AddSingleton<AreaChanges>().AddSingleton<AreaViews>()
        .AddSingleton<OfficerList>().AddSingleton<WorklistShelf>().AddSingleton<AnswerBooks>().AddSingleton<AnswerList>().AddSingleton<AreaObjects>()
        .AddSingleton<AreaUpkeep>().AddHostedService(p => p.GetRequiredService<AreaUpkeep>());
}
