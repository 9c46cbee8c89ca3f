using Edge.Agent.Kiosk.Settings;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Services;

/// <summary>Reads services.json before anything starts: wrong steps must not show when a citizen is waiting.</summary>
internal sealed class ServicesCheck(IOptions<KioskOptions> kiosk) : IValidateOptions<EnrolmentOptions>
{
    public ValidateOptionsResult Validate(string? name, EnrolmentOptions options)
    {
        if (options.Services.Length == 0) return ValidateOptionsResult.Success;
        try
        {
            var known = new KioskSettings(kiosk.Value).Services.Select(s => s.Id).ToList();
            var problems = ServicesFile.Read(options.Services).Problems(known).Select(p => $"Enrolment:Services {options.Services}: {p}").ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }
        catch (FormatException e)
        {
            return ValidateOptionsResult.Fail($"Enrolment:Services is '{options.Services}'; {e.Message}");
        }
        catch (OptionsValidationException)
        {
            // The kiosk's own settings are wrong, and say so themselves.
            return ValidateOptionsResult.Success;
        }
    }
}
