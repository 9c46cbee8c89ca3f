using System.Text;

namespace Edge.Agent.Devices.Codes;

/// <summary>Puts the bytes of a serial scanner together to codes: UTF-8, each code ended by CR, LF or both. No I/O.</summary>
internal sealed class SerialCodes
{
    // A letter has up to four bytes.
    private const int MostBytes = 4 * CodeLimit.Characters;

    private readonly List<byte> _code = [];
    private bool _lost;

    /// <summary>The code that this byte ends; null where it ends none.</summary>
    public string? Take(byte one)
    {
        if (one is (byte)'\r' or (byte)'\n') return End();
        if (_code.Count < MostBytes) _code.Add(one);
        else _lost = true;
        return null;
    }

    /// <summary>What was begun broke off.</summary>
    public void Forget()
    {
        _code.Clear();
        _lost = false;
    }

    private string? End()
    {
        var text = _lost ? "" : Encoding.UTF8.GetString([.. _code]);
        Forget();
        return text.Length is > 0 and <= CodeLimit.Characters ? text : null;
    }
}
