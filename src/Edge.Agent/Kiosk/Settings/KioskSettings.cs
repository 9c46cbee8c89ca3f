using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Desk;
using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Agent.Kiosk.Settings;

/// <summary>The settings as the kiosk works with them: what was left out is filled in, and all of it has been checked.</summary>
internal sealed class KioskSettings
{
    private readonly Func<SettingsFile?> _told;
    private readonly OpeningHours _own;
    private volatile Tuple<SettingsFile?, OpeningHours> _hours;

    /// <param name="told">What the hub tells, in place of the board's own; it may change at any time.</param>
    public KioskSettings(KioskOptions options, Func<SettingsFile?>? told = null)
    {
        _told = told ?? (() => null);
        Options = options;
        Services = [.. (options.Services.Count > 0 ? options.Services : UsualServices.Services).Select(Service)];
        Languages = options.Languages.Count > 0 ? options.Languages : UsualServices.Languages;
        Reasons = [.. (options.Exceptions.Count > 0 ? options.Exceptions : UsualServices.Exceptions).OrderBy(e => e.Digit).Select(e => new ExceptionReason(e.Digit, e.Id, e.Names.Over(UsualServices.FindReason(e.Id)?.Names)))];
        Keys = KeyMap.Read(options.Keys);
        _own = new OpeningHours(options.Hours);
        _hours = new(null, _own);
    }

    public KioskOptions Options { get; }

    public IReadOnlyList<Service> Services { get; }

    public IReadOnlyList<string> Languages { get; }

    /// <summary>Why a case may end without a record, in the order of the keypad's digits.</summary>
    public IReadOnlyList<ExceptionReason> Reasons { get; }

    public IReadOnlyDictionary<KeypadKey, KeyMeaning> Keys { get; }

    public OpeningHours Hours
    {
        get
        {
            var told = _told();
            var (known, hours) = _hours;
            if (ReferenceEquals(told, known)) return hours;
            hours = told?.Hours is { } times ? OpeningHours.Told(times) : _own;
            _hours = new(told, hours);
            return hours;
        }
    }

    public string Place => _told() is { Place.Length: > 0 } told ? told.Place : Options.Place;

    /// <summary>The name of the place where so many letters fit: the short one where the whole does not.</summary>
    public string PlaceFor(int letters) => Place is var whole && LatinText.Width(LatinText.Compose(whole)) > letters && Options.PlaceShort.Length > 0 ? Options.PlaceShort : whole;

    /// <summary>The desk that was asked for, or the first where there are not so many any more.</summary>
    public int DeskOf(int asked) => asked >= 1 && asked <= Options.Desks ? asked : 1;

    /// <summary>A desk as it is written on it and said.</summary>
    public string DeskName(int? desk) => desk is null or 1 ? Options.Desk : desk.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public Service? Find(string id) => Services.FirstOrDefault(s => s.Id == id);

    /// <summary>The service whose tickets that button gives.</summary>
    public Service? OfButton(string button) => Services.FirstOrDefault(s => s.Button == button);

    private static Service Service(ServiceOptions o) =>
        new(o.Id, o.Letter[0], o.Pictogram.Length > 0 ? o.Pictogram : o.Id, o.Button.Length > 0 ? o.Button : o.Id, o.Names.Over(UsualServices.Find(o.Id)?.Names));
}

/// <summary>Something people come for.</summary>
/// <param name="Names">What it is called, by language.</param>
internal sealed record Service(string Id, char Letter, string Pictogram, string Button, IReadOnlyDictionary<string, string> Names)
{
    public string Name(string language) => Names.In(language, Id);
}

/// <summary>Why a case may end without a record.</summary>
/// <param name="Digit">The keypad's.</param>
/// <param name="Names">What it is called, by language.</param>
internal sealed record ExceptionReason(int Digit, string Id, IReadOnlyDictionary<string, string> Names)
{
    public string Name(string language) => Names.In(language, Id);
}
