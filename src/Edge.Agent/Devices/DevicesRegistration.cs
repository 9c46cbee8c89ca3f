using Edge.Agent.Configuration;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.LocalApi;

namespace Edge.Agent.Devices;

internal static class DevicesRegistration
{
    /// <summary>The board's devices: each an <see cref="IDevice{TPort}"/>, there or not. Before whatever uses them, so that they are closed after it.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services)
    {
        services.AddCheckedOptions<DevicesOptions>(DevicesOptions.Section);
        services.AddOptions<DevicesOptions>()
            .Validate(o => o.Keypad.Driver != KeypadDriver.Keyboard || o.Keypad.Device.Length > 0,
                "Devices:Keypad:Device is missing; with Devices:Keypad:Driver=Keyboard it must be a device file, a USB id (vvvv:pppp) or a name of /proc/bus/input/devices");
        services.AddSingleton<VirtualBoard>();
        services.AddSingleton<DeviceEvents>();
        services.AddSingleton<DeviceReadings>();
        services.AddSingleton<DevicePlans>();
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
