namespace Edge.Agent.Enrolment.Identify;

/// <summary>Two sources say different things, or one says something doubtful. The officer decides.</summary>
/// <param name="Code">For machines and records, such as <c>name-differs</c>.</param>
/// <param name="Vietnamese">The sentence.</param>
/// <param name="English">The same.</param>
/// <param name="Here">What the first source says.</param>
/// <param name="There">What the other says; empty where there is one source.</param>
internal sealed record Warning(string Code, string Vietnamese, string English, string Here, string There);
