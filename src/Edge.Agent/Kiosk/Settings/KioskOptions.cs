using System.ComponentModel.DataAnnotations;

namespace Edge.Agent.Kiosk.Settings;

/// <summary>What this kiosk offers and how its queue runs. Without any of it the kiosk offers the five services of an enrolment point.</summary>
internal sealed class KioskOptions
{
    public const string Section = "Kiosk";

    /// <summary>The name of the place, on tickets and on the display; none by default.</summary>
    [StringLength(60)]
    public string Place { get; init; } = "";

    /// <summary>A shorter name of the place, for a display that has no room for the whole; none by default.</summary>
    [StringLength(20)]
    public string PlaceShort { get; init; } = "";

    /// <summary>The desk people are called to, as it is written on it.</summary>
    [RegularExpression("[A-Za-z0-9]{1,4}")]
    public string Desk { get; init; } = "1";

    /// <summary>How many desks call from this queue; with several they are numbered from 1, and <see cref="Desk"/> stays 1.</summary>
    [Range(1, 9)]
    public int Desks { get; init; } = 1;

    /// <summary>When officers are back from lunch, told to people while they are away; an officer's key begins and ends the pause.</summary>
    public TimeOnly PauseUntil { get; init; } = new(13, 30);

    /// <summary>What people can come for; card, account, activation, correction and result where none is given.</summary>
    public IReadOnlyList<ServiceOptions> Services { get; init; } = [];

    /// <summary>The languages of the language button in its order, the first for everybody who does not press it; vi and en where none is given.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Why a case may end without a record: one digit each, after the keypad's key for exceptions. Six reasons where none is given.</summary>
    public IReadOnlyList<ExceptionOptions> Exceptions { get; init; } = [];

    /// <summary>When officers mean to be here, told to people; the service day itself is opened and closed by an officer.</summary>
    public IReadOnlyList<HoursOptions> Hours { get; init; } = [];

    /// <summary>What the keypad's keys do, by key, in place of the usual; <c>none</c> takes a key's meaning away.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>How often a number is called again before it may be put aside as a no-show.</summary>
    [Range(0, 10)]
    public int RecallsBeforeNoShow { get; init; } = 3;

    /// <summary>At most so many of the priority lane in a row while others wait.</summary>
    [Range(1, 20)]
    public int PriorityInARow { get; init; } = 3;

    /// <summary>How long the priority button holds for the next ticket.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:02:00")]
    public TimeSpan PriorityHolds { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a chosen language holds after the last press.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan LanguageHolds { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A press of the same button or key within this time is the same press: an anxious hand presses twice.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan SamePress { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the keypad waits for a second key: the same again to open or close the day, a digit after an exception.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan SecondKeyWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>From how many of the day's newest service times, per service, the expected wait is told.</summary>
    [Range(1, 50)]
    public int WaitSample { get; init; } = 7;

    /// <summary>How long the link meter beeps before it falls silent by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "04:00:00")]
    public TimeSpan LinkMeterFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For how many service days tickets are kept on the board.</summary>
    [Range(2, 1000)]
    public int KeepDays { get; init; } = 60;
}

/// <summary>Why a case may end without a record.</summary>
internal sealed class ExceptionOptions
{
    /// <summary>Its key, 0 to 9, its own.</summary>
    public int Digit { get; init; } = -1;

    /// <summary>Its name for machines: small letters, digits and hyphens.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it is called, by language; not needed for the six usual ones.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
}
