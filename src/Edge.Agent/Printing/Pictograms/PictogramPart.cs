using System.Numerics;

namespace Edge.Agent.Printing.Pictograms;

/// <summary>One shape of a pictogram, painted over those before it.</summary>
internal sealed record PictogramPart(IReadOnlyList<Vector2[]> Contours, bool Black);
