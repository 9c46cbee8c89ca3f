namespace Edge.Hosting;

/// <summary>The same in both languages of a technician.</summary>
internal sealed record Said(string Vi, string En)
{
    public string In(string language) => language == "vi" ? Vi : En;
}
