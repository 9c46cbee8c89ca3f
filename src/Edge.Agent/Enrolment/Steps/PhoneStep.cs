using System.Text.RegularExpressions;
using Edge.Agent.Enrolment.Cases;
using Edge.Contracts;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>The citizen's phone number, or why there is none.</summary>
internal sealed partial class PhoneStep(StepKeeper keeper)
{
    public CaseAnswer Take(CaseInHand c, CaseAct.Phone phone, string officer)
    {
        var number = phone.Number is null ? null : Between().Replace(phone.Number, "");
        if (number is not null && !Number().IsMatch(number)) return new CaseAnswer("phone-form", "a phone number has 9 to 15 digits, with or without + before them");
        if (number is null && !Names.IsToken(phone.Reason)) return new CaseAnswer("reason-needed", $"without a number a reason is needed: {Names.TokenRule}, such as no-phone");
        var reason = number is null ? phone.Reason : null;
        return keeper.Finish(c, new StepDone(CaseSteps.Phone, keeper.Now(), officer) { IsException = number is null, Facts = StepKeeper.Facts(new { Given = number is not null, reason }) }, new { number, reason });
    }

    [GeneratedRegex(@"\A\+?[0-9]{9,15}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\s.()-]")]
    private static partial Regex Between();
}
