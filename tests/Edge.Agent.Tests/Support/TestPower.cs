using Edge.Agent.Power;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Support;

internal static class TestPower
{
    /// <summary>A board that stays on and saves nothing, until a test says otherwise.</summary>
    public static BoardPower Full() => new(Options.Create(new PowerOptions()));
}
