using Edge.Agent.Devices;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Kiosk.Desk;

/// <summary>Reads the citizens' buttons: which language is chosen, whether the next ticket is for the priority lane.</summary>
internal sealed class CitizenPanel(KioskSettings settings)
{
    public const string LanguageButton = "language";
    public const string AgainButton = "again";
    public const string PriorityButton = "priority";
    public const string HouseholdButton = "household";
    public const string YesButton = "yes";
    public const string NoButton = "no";

    private readonly Dictionary<string, TimeSpan> _pressed = new(StringComparer.Ordinal);
    private int _language;
    private TimeSpan _languageUntil;
    private TimeSpan _priorityUntil;
    private TimeSpan _peopleUntil;
    private int _people = 1;

    /// <summary>Buttons no service may have.</summary>
    public static IReadOnlyList<string> OwnButtons { get; } = [LanguageButton, AgainButton, PriorityButton, HouseholdButton, YesButton, NoButton];

    /// <summary>Until when something of the next ticket is chosen: the priority lane, or for how many it is.</summary>
    public TimeSpan ChosenUntil => _priorityUntil > _peopleUntil ? _priorityUntil : _peopleUntil;

    /// <summary>How many people the next ticket is for.</summary>
    public int People(TimeSpan now) => now < _peopleUntil ? _people : 1;

    /// <summary>The language that holds now.</summary>
    public string Language(TimeSpan now) => settings.Languages[now < _languageUntil ? _language : 0];

    /// <param name="press">The button, with the kernel's time of the edge.</param>
    /// <param name="now">A time that only moves forward; not comparable with the press's.</param>
    public PanelAnswer Press(ButtonPressed press, TimeSpan now)
    {
        if (now < _languageUntil) _languageUntil = now + settings.Options.LanguageHolds;
        switch (press.Button)
        {
            case LanguageButton:
                _language = now < _languageUntil ? (_language + 1) % settings.Languages.Count : 1 % settings.Languages.Count;
                _languageUntil = now + settings.Options.LanguageHolds;
                return new PanelAnswer(PanelSaying.Language);
            case AgainButton: return new PanelAnswer(PanelSaying.Again);
            case PriorityButton:
                _priorityUntil = now + settings.Options.PriorityHolds;
                return new PanelAnswer(PanelSaying.Priority);
            case HouseholdButton:
                // Each press is one more; whoever pressed too often goes on to one and begins again.
                (_people, _peopleUntil) = (People(now) % Ticket.MostPeople + 1, now + settings.Options.PriorityHolds);
                return new PanelAnswer(PanelSaying.Household);
            default: return settings.OfButton(press.Button) is { } service && !IsSamePress(press) ? Give(service, now) : new PanelAnswer(PanelSaying.Nothing);
        }
    }

    /// <summary>A ticket was given: the next citizen begins anew.</summary>
    public void BeginAnew() => (_priorityUntil, _peopleUntil, _languageUntil) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>What was chosen of the next ticket comes to nothing now.</summary>
    public void ForgetChoice() => (_priorityUntil, _peopleUntil) = (TimeSpan.Zero, TimeSpan.Zero);

    private PanelAnswer Give(Service service, TimeSpan now) => new(PanelSaying.Nothing, new KioskCommand.Give(service.Id, now < _priorityUntil, Language(now), People(now)) { By = JournalAct.Panel });

    // Drumming on a button is one press: each starts the time anew.
    private bool IsSamePress(ButtonPressed press)
    {
        var same = _pressed.TryGetValue(press.Button, out var last) && press.At >= last && press.At - last < settings.Options.SamePress;
        _pressed[press.Button] = press.At;
        return same;
    }
}

/// <summary>What a button came to.</summary>
/// <param name="Saying">What is said.</param>
/// <param name="Wish">The ticket that is wanted; null where none is.</param>
internal sealed record PanelAnswer(PanelSaying Saying, KioskCommand.Give? Wish = null);
