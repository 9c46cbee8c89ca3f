namespace Edge.Agent.Power;

/// <summary>
/// Asks for the machine to be switched off: by a file in the service's runtime folder, which edge-agent-poweroff.path waits for. It is
/// gone with the machine's memory, so that the next start finds no old wish.
/// </summary>
/// <param name="folder">Null where nobody listens, as outside systemd.</param>
internal sealed class PowerSwitch(string? folder)
{
    public const string FileName = "power-off";

    private string? Wish => folder is null ? null : Path.Combine(folder, FileName);

    /// <summary>Asks, once however often it is called; false where nobody can be asked.</summary>
    public bool Ask()
    {
        if (Wish is not { } wish) return false;
        try
        {
            if (!File.Exists(wish)) new FileStream(wish, FileMode.CreateNew).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return File.Exists(wish);
        }
    }

    /// <summary>Takes it back, as far as the machine has not begun.</summary>
    public void Withdraw()
    {
        try
        {
            if (Wish is { } wish) File.Delete(wish);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone: the machine has begun.
        }
    }
}
