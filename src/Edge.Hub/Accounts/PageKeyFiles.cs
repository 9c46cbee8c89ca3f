using System.Security.Cryptography;
using System.Xml.Linq;
using Edge.Hosting.Linux;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Edge.Hub.Accounts;

/// <summary>Keeps the keys of cookies and forms, each in a file of the data folder. The framework's own way makes its files in the folder of temporary ones first.</summary>
internal sealed class PageKeyFiles(string folder) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.xml").Select(XElement.Load)] : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        DurableFile.WriteText(Path.Combine(folder, $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}.xml"), element.ToString(SaveOptions.DisableFormatting));
    }
}
