using Edge.Agent.Devices.Supervision;

namespace Edge.Agent.Devices;

/// <summary>Opens every device of the settings once, for a technician who looks at a board on which no agent runs.</summary>
internal sealed class DeviceExam(DevicePlans plans, TimeProvider time)
{
    public async Task<IReadOnlyList<DeviceLook>> ExamineAsync(CancellationToken cancellationToken)
    {
        var looks = await Task.WhenAll(
            TryAsync(DeviceNames.Gpio, plans.Gpio(), cancellationToken), TryAsync(DeviceNames.Printer, plans.Printer(), cancellationToken),
            TryAsync(DeviceNames.Scanner, plans.Scanner(), cancellationToken), TryAsync(DeviceNames.Keypad, plans.Keypad(), cancellationToken),
            TryAsync(DeviceNames.Display, plans.Display(), cancellationToken), TryAsync(DeviceNames.Speaker, plans.Speaker(), cancellationToken),
            TryAsync(DeviceNames.Power, plans.Power(), cancellationToken), TryAsync(DeviceNames.Modem, plans.Modem(), cancellationToken),
            TryAsync(DeviceNames.Finger, plans.Finger(), cancellationToken), TryAsync(DeviceNames.Camera, plans.Camera(), cancellationToken),
            TryAsync(DeviceNames.Card, plans.Card(), cancellationToken), TryAsync(DeviceNames.Strip, plans.Strip(), cancellationToken));
        return [.. looks.OfType<DeviceLook>()];
    }

    private async Task<DeviceLook?> TryAsync<TPort>(string name, DevicePlan<TPort>? plan, CancellationToken cancellationToken)
        where TPort : class, IDisposable
    {
        if (plan is null) return null;
        var lane = new DeviceThread($"{name} exam");
        using var limit = new CancellationTokenSource(DeviceTimeouts.Exam, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var token = ending.Token;
        try
        {
            return new DeviceLook(name, null, await lane.RunAsync(() => LookAsync(plan, token)).WaitAsync(DeviceTimeouts.Exam, time, cancellationToken));
        }
        catch (DeviceException e)
        {
            return new DeviceLook(name, e.Message, null);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new DeviceLook(name, $"it did not answer within {DeviceTimeouts.Exam.TotalSeconds:0.#} s", null);
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
