using System.Buffers.Binary;

namespace Edge.Agent.Devices.Power;

/// <summary>The registers of a Texas Instruments INA219 (data sheet SBOS448G, 8.5 and 8.6). No I/O.</summary>
internal static class Ina219
{
    public const byte Configuration = 0;
    public const byte BusVoltage = 2;
    public const byte Current = 4;
    public const byte Calibration = 5;

    private const double CalibrationConstant = 0.04096;
    private const double BusStepVolts = 0.004;
    private const int Steps = 32768;

    /// <summary>32 V range, shunt ±320 mV, both measured 128 times and averaged, for ever.</summary>
    public const ushort Continuous = 0x3FFF;

    /// <summary>Amperes a step of the current register, for a highest current.</summary>
    public static double CurrentStep(double mostAmperes) => mostAmperes / Steps;

    /// <summary>The calibration register for a step and a shunt; its lowest bit does not exist.</summary>
    public static ushort CalibrationFor(double currentStep, double shuntOhms) => (ushort)((int)Math.Min(Math.Truncate(CalibrationConstant / (currentStep * shuntOhms)), 0xFFFE) & 0xFFFE);

    /// <summary>Bits 15 to 3 of the bus voltage register, in steps of 4 mV.</summary>
    public static double Volts(ushort register) => (register >> 3) * BusStepVolts;

    /// <summary>True where the current register cannot be believed.</summary>
    public static bool Overflowed(ushort busRegister) => (busRegister & 1) != 0;

    public static double Amperes(ushort register, double currentStep) => (short)register * currentStep;

    public static byte[] Write(byte register, ushort value)
    {
        var bytes = new byte[3];
        bytes[0] = register;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), value);
        return bytes;
    }
}
