using Edge.Agent.Devices.Supervision;
using Edge.Agent.Devices.Virtual;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Devices;

internal static class DevicesRegistration
{
    /// <summary>The board's devices: each an <see cref="IDevice{TPort}"/>, there or not. Before whatever uses them, so that they are closed after it.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddCheckedOptions<DevicesOptions>(DevicesOptions.Section);
        services.AddSingleton<IValidateOptions<DevicesOptions>, DevicesRules>();
        services.AddSingleton<VirtualBoard>();
        services.AddSingleton<DeviceEvents>();
        services.AddSingleton<DeviceReadings>();
        services.AddSingleton<DevicePlans>();
        services.AddSingleton<DeviceExam>();
        services.AddDevice(DeviceNames.Gpio, p => p.Gpio());
        services.AddDevice(DeviceNames.Printer, p => p.Printer());
        services.AddDevice(DeviceNames.Scanner, p => p.Scanner());
        services.AddDevice(DeviceNames.Keypad, p => p.Keypad());
        services.AddDevice(DeviceNames.Display, p => p.Display());
        services.AddDevice(DeviceNames.Speaker, p => p.Speaker());
        services.AddDevice(DeviceNames.Power, p => p.Power());
        services.AddDevice(DeviceNames.Modem, p => p.Modem());
        services.AddDevice(DeviceNames.Finger, p => p.Finger());
        services.AddDevice(DeviceNames.Camera, p => p.Camera());
        services.AddDevice(DeviceNames.Card, p => p.Card());
        services.AddDevice(DeviceNames.Strip, p => p.Strip());
        services.AddSingleton<DeviceRegistry>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<DeviceRegistry>());
        services.AddHostedService<DeviceKeeper>();
        return services;
    }

    private static void AddDevice<TPort>(this IServiceCollection services, string name, Func<DevicePlans, DevicePlan<TPort>?> plan)
        where TPort : class, IDisposable
    {
        services.AddSingleton(p => new SupervisedDevice<TPort>(name, plan(p.GetRequiredService<DevicePlans>()), p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILoggerFactory>().CreateLogger<DeviceKeeper>()));
        services.AddSingleton<IDevice<TPort>>(p => p.GetRequiredService<SupervisedDevice<TPort>>());
        services.AddSingleton<ISupervised>(p => p.GetRequiredService<SupervisedDevice<TPort>>());
    }
}
