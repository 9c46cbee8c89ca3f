using Edge.Agent.Devices.Supervision;

namespace Edge.Agent.Devices;

/// <summary>Opens every device of the settings once, for a technician who looks at a board on which no agent runs.</summary>
internal sealed class DeviceExam(DevicePlans plans, TimeProvider time)
{
    /// <summary>What is told of a board without devices.</summary>
    public static Finding None { get; } = new(Grade.Ok, "devices", "none are set; records are taken through the local API");

    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        var findings = await Task.WhenAll(
            TryAsync(DeviceNames.Gpio, plans.Gpio(), cancellationToken), TryAsync(DeviceNames.Printer, plans.Printer(), cancellationToken),
            TryAsync(DeviceNames.Scanner, plans.Scanner(), cancellationToken), TryAsync(DeviceNames.Keypad, plans.Keypad(), cancellationToken),
            TryAsync(DeviceNames.Display, plans.Display(), cancellationToken), TryAsync(DeviceNames.Speaker, plans.Speaker(), cancellationToken),
            TryAsync(DeviceNames.Power, plans.Power(), cancellationToken), TryAsync(DeviceNames.Modem, plans.Modem(), cancellationToken),
            TryAsync(DeviceNames.Finger, plans.Finger(), cancellationToken), TryAsync(DeviceNames.Camera, plans.Camera(), cancellationToken),
            TryAsync(DeviceNames.Card, plans.Card(), cancellationToken), TryAsync(DeviceNames.Strip, plans.Strip(), cancellationToken));
        List<Finding> set = [.. findings.OfType<Finding>()];
        return set.Count > 0 ? set : [None];
    }

    /// <summary>What is told of a device, by the doctor as by a running agent.</summary>
    public static Finding Of(string device, string? reason, string? note) =>
        reason is not null ? new Finding(Grade.Warn, $"device {device}", reason) : new Finding(note is null ? Grade.Ok : Grade.Warn, $"device {device}", note ?? "answers");

    private async Task<Finding?> TryAsync<TPort>(string name, DevicePlan<TPort>? plan, CancellationToken cancellationToken)
        where TPort : class, IDisposable
    {
        if (plan is null) return null;
        var lane = new DeviceThread($"{name} exam");
        using var limit = new CancellationTokenSource(DeviceTimeouts.Open, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var token = ending.Token;
        try
        {
            return Of(name, null, await lane.RunAsync(() => LookAsync(plan, token)).WaitAsync(DeviceTimeouts.Open, time, cancellationToken));
        }
        catch (DeviceException e)
        {
            return Of(name, e.Message, null);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Of(name, $"it did not answer within {DeviceTimeouts.Open.TotalSeconds:0.#} s", null);
        }
        finally
        {
            lane.Close();
        }
    }

    private static async Task<string?> LookAsync<TPort>(DevicePlan<TPort> plan, CancellationToken cancellationToken)
        where TPort : class, IDisposable
    {
        using var port = await plan.Open(cancellationToken);
        return plan.Look is { } look ? await look(port, cancellationToken) : null;
    }
}
