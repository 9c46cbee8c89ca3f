namespace Edge.Agent.Enrolment;

/// <summary>Codes for what a citizen should do differently, or what is doubtful about a picture. Each is a word on the page and a clip.</summary>
internal static class CaseHints
{
    public const string LayFinger = "finger-lay";
    public const string FingerDry = "finger-dry";
    public const string PressLighter = "finger-lighter";
    public const string PressHarder = "finger-harder";
    public const string OffCentre = "finger-off-centre";
    public const string LiftFinger = "finger-lift";
    public const string NoSensor = "finger-no-sensor";
    public const string TooDark = "portrait-dark";
    public const string TooBright = "portrait-bright";
    public const string Blurred = "portrait-blurred";
    public const string TooSmall = "portrait-small";
    public const string NoFace = "portrait-no-face";
    public const string NoCamera = "portrait-no-camera";
    public const string NotAJpeg = "portrait-unreadable";
}
