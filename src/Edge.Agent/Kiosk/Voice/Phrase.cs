namespace Edge.Agent.Kiosk.Voice;

/// <summary>The names of what the board can say; a prompt pack has a clip for each.</summary>
internal static class Phrase
{
    /// <summary>Two tones before a call; the same in every language.</summary>
    public const string Chime = "chime";

    /// <summary>A button was heard.</summary>
    public const string Press = "tone.press";

    /// <summary>Something did not work.</summary>
    public const string Error = "tone.error";

    /// <summary>Which buttons there are and what they do.</summary>
    public const string Welcome = "welcome";

    /// <summary>The language's own name: after the language button.</summary>
    public const string LanguageName = "language";

    /// <summary>"Your number is".</summary>
    public const string YourNumber = "your-number";

    /// <summary>"Please take the ticket and wait until your number is called."</summary>
    public const string TakePaper = "take-paper";

    /// <summary>"The ticket could not be printed. Please remember the number you have heard."</summary>
    public const string NoPaper = "no-paper";

    /// <summary>"Number".</summary>
    public const string CallNumber = "call-number";

    /// <summary>"Please come to desk"; the desk's number follows.</summary>
    public const string ToDesk = "to-desk";

    /// <summary>"Old, ill, pregnant or disabled: you come first."</summary>
    public const string PriorityLane = "priority-lane";

    /// <summary>"One ticket for the household. People:"; the number of people follows.</summary>
    public const string Household = "household";

    /// <summary>"The officers are at lunch. Everybody keeps the place."</summary>
    public const string Pause = "pause";

    /// <summary>"We are closed now."</summary>
    public const string Closed = "closed";

    /// <summary>"The machine cannot take anything now. Please speak to the officer."</summary>
    public const string OutOfOrder = "out-of-order";

    /// <summary>"The battery is nearly empty, the machine switches itself off. Please speak to the officer."</summary>
    public const string PowerOff = "power-off";

    /// <summary>"Your fingers, picture and data are sent to … Do you agree?"</summary>
    public const string Consent = "consent";

    /// <summary>"It is done. Thank you."</summary>
    public const string Thanks = "thanks";

    /// <summary>"Please take the paper: it is your receipt."</summary>
    public const string TakeReceipt = "take-receipt";

    /// <summary>What became of a provisioning stick: it waits for a link, it is done, it is another board's, it failed.</summary>
    public static IReadOnlyList<string> Sticks { get; } = ["waits", "done", "not-ours", "failed"];

    /// <summary>What became of a provisioning stick, by one of <see cref="Sticks"/>.</summary>
    public static string Stick(string what) => $"stick.{what}";

    /// <summary>A finger's name, by its position of ISO/IEC 19794-4.</summary>
    public static string Finger(int position) => $"finger.{position}";

    /// <summary>What a citizen can do differently at the fingerprint sensor.</summary>
    public static IReadOnlyList<string> Hints { get; } = ["finger-lay", "finger-dry", "finger-lighter", "finger-harder", "finger-off-centre", "finger-lift"];

    /// <summary>What can have become of a record.</summary>
    public static IReadOnlyList<string> Results { get; } = ["not-known", "accepted", "active", "ready", "retake", "forged"];

    /// <summary>What to do differently, by its code.</summary>
    public static string Hint(string code) => $"hint.{code}";

    /// <summary>What became of a record, by one of <see cref="Results"/>.</summary>
    public static string Result(string result) => $"result.{result}";

    /// <summary>A tone for the strength of a link, 0 (none) to 4: the better, the higher.</summary>
    public static string Link(int bars) => $"tone.link.{bars}";

    /// <summary>"0" to "9", said one by one.</summary>
    public static string Digit(int digit) => $"digit.{digit}";

    /// <summary>The letter of a ticket.</summary>
    public static string Letter(char letter) => $"letter.{char.ToLowerInvariant(letter)}";

    /// <summary>What a service is called.</summary>
    public static string Service(string service) => $"service.{service}";
}
