using System.Text;
using Edge.Agent.Devices.Input;

namespace Edge.Agent.Devices.Codes;

/// <summary>Puts the keys that a scanner types together to codes: a US keyboard, each code ended by Enter. No I/O.</summary>
internal sealed class KeyedCodes
{
    /// <summary>A scanner types a key in milliseconds; what is older belongs to a code that broke off.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(2);

    private const ushort Enter = 28;
    private const ushort LeftShift = 42;
    private const ushort RightShift = 54;
    private const ushort KeypadEnter = 96;

    // linux/input-event-codes.h, KEY_1 (2) to KEY_SPACE (57); \0 is a key that writes nothing.
    private const string Plain = "\0\01234567890-=\0\0qwertyuiop[]\0\0asdfghjkl;'`\0\\zxcvbnm,./\0*\0 ";
    private const string Shifted = "\0\0!@#$%^&*()_+\0\0QWERTYUIOP{}\0\0ASDFGHJKL:\"~\0|ZXCVBNM<>?\0*\0 ";

    // KEY_KP7 (71) to KEY_KPDOT (83).
    private const string Keypad = "789-456+1230.";
    private const ushort KeypadFirst = 71;
    private const ushort KeypadSlash = 98;

    private readonly StringBuilder _code = new();
    private readonly HashSet<ushort> _shifts = [];
    private TimeSpan _last;
    private bool _lost;

    /// <summary>The code that this event ends; null where it ends none.</summary>
    public string? Take(InputEvent what)
    {
        if (what is { Type: InputEvent.Sync, Code: InputEvent.SyncDropped }) Lose(what.At);
        if (what.Type != InputEvent.Key) return null;
        if (what.Code is LeftShift or RightShift)
        {
            if (what.Value == 0) _shifts.Remove(what.Code);
            else _shifts.Add(what.Code);
            return null;
        }
        if (!what.IsPress) return null;
        if (what.At - _last > Stale) Forget();
        _last = what.At;
        if (what.Code is Enter or KeypadEnter) return End();
        if (Letter(what.Code, _shifts.Count > 0) is not '\0' and var letter) Add(letter);
        return null;
    }

    private void Add(char letter)
    {
        if (_code.Length < CodeLimit.Characters) _code.Append(letter);
        else _lost = true;
    }

    // What follows belongs to the code of which keys were lost, also where nothing of it came before; a shift may have been let go unheard.
    private void Lose(TimeSpan at)
    {
        (_lost, _last) = (true, at);
        _shifts.Clear();
    }

    private string? End()
    {
        var code = _lost || _code.Length == 0 ? null : _code.ToString();
        Forget();
        return code;
    }

    private void Forget()
    {
        _code.Clear();
        _lost = false;
    }

    private static char Letter(ushort key, bool shift) => key switch
    {
        _ when key < Plain.Length => (shift ? Shifted : Plain)[key],
        _ when key >= KeypadFirst && key < KeypadFirst + Keypad.Length => Keypad[key - KeypadFirst],
        KeypadSlash => '/',
        _ => '\0',
    };
}
