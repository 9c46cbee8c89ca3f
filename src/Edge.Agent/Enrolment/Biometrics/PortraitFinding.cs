namespace Edge.Agent.Enrolment.Biometrics;

/// <summary>What a look at a portrait found. Doubts only: the officer sees the picture and decides.</summary>
/// <param name="Width">Pixels; 0 where it is no picture.</param>
/// <param name="Height">The same.</param>
/// <param name="Light">Mean brightness of the middle, 0 to 255.</param>
/// <param name="Sharpness">Variance of the Laplacian over the middle, at a reduced size; higher is sharper.</param>
/// <param name="Skin">How much of the middle has a colour that skin has, 0 to 100. It is no recognition of a face, and lamps and clothes mislead it.</param>
/// <param name="Doubts">Codes of <see cref="CaseHints"/>; empty where nothing is doubtful.</param>
internal sealed record PortraitFinding(int Width, int Height, int Light, int Sharpness, int Skin, IReadOnlyList<string> Doubts);
