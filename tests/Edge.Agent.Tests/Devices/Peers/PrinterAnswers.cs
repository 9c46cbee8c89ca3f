using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>What a printer answers to the real-time questions (DLE EOT n), from the printer's side: fixed bits 0x12, and which bit of which answer means what.</summary>
internal static class PrinterAnswers
{
    public static byte To(int question, PrinterStatus status)
    {
        bool Has(PrinterStatus what) => (status & what) != 0;
        return (byte)(0x12 | question switch
        {
            1 => Has(PrinterStatus.Offline) ? 0x08 : 0,
            2 => (Has(PrinterStatus.CoverOpen) ? 0x04 : 0) | (Has(PrinterStatus.Error) ? 0x40 : 0) | (Has(PrinterStatus.PaperOut) ? 0x20 : 0),
            3 => Has(PrinterStatus.Cutter) ? 0x08 : 0,
            4 => (Has(PrinterStatus.PaperNearEnd) ? 0x0C : 0) | (Has(PrinterStatus.PaperOut) ? 0x60 : 0),
            _ => 0,
        });
    }
}
