using System.Text;
using Edge.Testing.Processes;

namespace Edge.Demo.Show;

/// <summary>Two officers, a user of the hub's pages, a list of made-up people, and services short enough for a visitor, as a district would set them up.</summary>
internal sealed record DemoOfficers(string Pin, string SecondPin, string Password, string Services)
{
    public const string Area = "demo";
    public const string First = "lan";
    public const string Second = "minh";

    /// <summary>Who signs in to the hub's pages; made for this run's data folder, with a password of its own.</summary>
    public const string User = "demo";

    // Two fingers instead of ten: the show is about the way of a record.
    private const string ShortServices = """
        {
          "services": {
            "card": { "steps": ["identify", "fingers", "portrait", "consent", "review", "receipt"], "fingers": [2, 7] },
            "account": { "steps": ["identify", "phone", "portrait", "consent", "review", "receipt"], "optional": ["phone"] },
            "activation": { "steps": ["identify", "phone", "consent", "receipt"], "request": true },
            "correction": { "steps": ["identify", "consent", "receipt"] },
            "result": { "steps": [] }
          }
        }
        """;

    /// <summary>Nobody of these lives: the places are called sample and trial.</summary>
    private const string People = """
        number,name,birth,sex,hamlet,residence,needs,lacks
        001190000018,Nguyễn Thị Mẫu,01/01/1990,f,Thôn Mẫu,permanent,,card;account
        002085000026,Trần Văn Thử,15/06/1985,m,Bản Ví Dụ,permanent,ride,card
        011210000042,Giàng A Mẫu,25/12/2010,m,Bản Mẫu,temporary,,card
        066175000057,H’Hen Thử Niê,30/04/1975,f,Bản Ví Dụ,permanent,,account;activation
        079026000063,Phạm Hoà Mẫu,02/02/1926,m,Thôn Mẫu,permanent,visit,card;account
        ,Lý Tả Mẫu,1950,m,Bản Mẫu,permanent,visit,card
        """;

    public static async Task<DemoOfficers> AddAsync(HubProcess hub, string folder, CancellationToken cancellationToken)
    {
        var pin = await AddAsync(hub, First, "Lò Thị Lan (thử)", cancellationToken);
        var second = await AddAsync(hub, Second, "Đinh Văn Minh (thử)", cancellationToken);
        var password = (await hub.RunAsync(["user", "add", User, "--role", "admin", "--generate"], null, cancellationToken)).Output.Trim();
        await hub.RunAsync(["area", "quota", Area, "40"], null, cancellationToken);
        await hub.RunAsync(["place", "set", Area, "--name", "Mường Mẫu", "--target", "500"], null, cancellationToken);
        var people = Path.Combine(folder, "people.csv");
        await File.WriteAllTextAsync(people, People, Encoding.UTF8, cancellationToken);
        await hub.RunAsync(["worklist", "import", people, "--area", Area], null, cancellationToken);
        var services = Path.Combine(folder, "services.json");
        await File.WriteAllTextAsync(services, ShortServices, cancellationToken);
        return new DemoOfficers(pin, second, password, services);
    }

    private static async Task<string> AddAsync(HubProcess hub, string id, string name, CancellationToken cancellationToken) =>
        (await hub.RunAsync(["officer", "add", id, "--name", name, "--area", Area], null, cancellationToken)).Output.Trim();
}
