using Edge.Agent.Devices.Buses;

namespace Edge.Agent.Devices.Card;

/// <summary>Opens a card reader by its settings.</summary>
internal static class CardReaders
{
    public static async Task<IChipReader> OpenAsync(CardOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (BusPaths.IsI2c(options.Path))
        {
            var chip = Chips.I2c(options.Path, options.Address);
            return new Pn532Reader(chip, LibraryCalls.On(Pn532Reader.Device, chip), time);
        }
        var calls = new LibraryCalls($"{Pn532Reader.Device} ({options.Path})", "look at its power, its wiring (TX to RX) and that its switches say HSU");
        return new Pn532Reader(await Pn532Serial.OpenAsync(options, time, cancellationToken), calls, time);
    }
}
