using Edge.Testing.Processes;

namespace Edge.Agent.Tests.Support;

/// <summary>Runs <c>doctor --json</c> in this process.</summary>
internal static class DoctorRun
{
    public static async Task<DoctorAnswer> OfAsync(TestAgent agent, params string[] more)
    {
        var (code, answer, talk) = await agent.CommandAsync(null, ["doctor", "--json", .. more]);
        Assert.True(answer.Length > 0, talk);
        return new DoctorAnswer(code, answer);
    }
}
