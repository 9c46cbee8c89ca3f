using Microsoft.Extensions.Options;

namespace Edge.Agent.Enrolment.Services;

/// <summary>The services of this board as they are worked off; the file was checked at the start.</summary>
internal sealed class ServiceBook(IReadOnlyDictionary<string, ServicePlan> plans)
{
    /// <param name="told">What the hub tells, as far as this board can use it; in place of the board's own until the next start.</param>
    public ServiceBook(IOptions<EnrolmentOptions> options, ServicesFile? told = null)
        : this((told ?? (options.Value.Services.Length == 0 ? ServicesFile.ReadUsual() : ServicesFile.Read(options.Value.Services))).Plans())
    {
    }

    /// <summary>Null where the desk does nothing for it.</summary>
    public ServicePlan? Find(string service) => plans.TryGetValue(service, out var plan) && plan.Steps.Count > 0 ? plan : null;

    public IEnumerable<ServicePlan> All => plans.Values;
}
