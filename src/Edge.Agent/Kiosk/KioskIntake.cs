using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Office;

namespace Edge.Agent.Kiosk;

/// <summary>Where what the kiosk's loop works off comes from, and who is asked first.</summary>
internal sealed record KioskIntake(DeviceEvents Events, KioskInbox Inbox, IEnumerable<EventTaker> Takers);

/// <summary>A feature's share in what people do to the board. Register one for each feature that waits for something of it.</summary>
/// <param name="Take">Told of each event, with the language that holds at the citizens' buttons; true where it is its own, and nobody else's then. It must not wait.</param>
internal sealed record EventTaker(Func<DeviceEvent, string, bool> Take);
