using Microsoft.AspNetCore.Connections;

namespace Edge.Hub.Admin;

/// <summary>Bounds one listener's connections, so that no crowd on one way in shuts another.</summary>
internal static class ConnectionCap
{
    public static void Cap(this IConnectionBuilder listener, int most)
    {
        var open = 0;
        listener.Use(next => async connection =>
        {
            try
            {
                if (Interlocked.Increment(ref open) > most) connection.Abort();
                else await next(connection);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        });
    }
}
