using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Edge.Mqtt.Mosquitto;

/// <summary>The client's TLS context: TLS 1.2 or later, one pinned set of authorities, one expected name, dates not checked.</summary>
internal sealed unsafe class TlsContext : IDisposable
{
    private nint _name;

    private TlsContext() => Handle = OpenSsl.SSL_CTX_new(OpenSsl.TLS_client_method());

    public nint Handle { get; private set; }

    public static TlsContext Create(MqttOptions options)
    {
        OpenSsl.ERR_clear_error();
        var context = new TlsContext();
        try
        {
            if (context.Handle == 0) throw new MqttException($"OpenSSL gave no TLS context: {Reason()}.");
            context.LoadFiles(options);
            context.ExpectServer(options.ServerName);
            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Must come after the handle that uses the context is destroyed: the name is read during its handshake.</summary>
    public void Dispose()
    {
        if (Handle != 0) OpenSsl.SSL_CTX_free(Handle);
        NativeMemory.Free((void*)_name);
        (Handle, _name) = (0, 0);
    }

    private void LoadFiles(MqttOptions options)
    {
        OpenSsl.SSL_CTX_set_default_passwd_cb(Handle, &NoPassword);
        Check(OpenSsl.SSL_CTX_load_verify_file(Handle, Existing(options.CaFile)), "authorities", options.CaFile);
        Check(OpenSsl.SSL_CTX_use_certificate_chain_file(Handle, Existing(options.CertificateFile)), "certificate", options.CertificateFile);
        Check(OpenSsl.SSL_CTX_use_PrivateKey_file(Handle, Existing(options.KeyFile), OpenSsl.FileTypePem), "private key", options.KeyFile);
        Check(OpenSsl.SSL_CTX_check_private_key(Handle), $"private key belonging to {options.CertificateFile}", options.KeyFile);
    }

    private void ExpectServer(string name)
    {
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.ControlSetMinimumVersion, OpenSsl.Tls12, 0);
        OpenSsl.SSL_CTX_set_options(Handle, OpenSsl.OptionNoRenegotiation);
        OpenSsl.SSL_CTX_set_verify(Handle, OpenSsl.VerifyPeer, &VerifyUsage);

        var bytes = Encoding.UTF8.GetBytes(name);
        _name = (nint)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>((void*)_name, bytes.Length));
        _ = OpenSsl.SSL_CTX_set_ex_data(Handle, 0, _name);
        OpenSsl.SSL_CTX_set_info_callback(Handle, &NameServer);

        var param = OpenSsl.SSL_CTX_get0_param(Handle);
        // The name must be a DNS name of the certificate itself: a subject is no server name, and no wildcard is meant.
        OpenSsl.X509_VERIFY_PARAM_set_hostflags(param, OpenSsl.HostNoWildcards | OpenSsl.HostNeverSubject);
        if (OpenSsl.X509_VERIFY_PARAM_set_flags(param, OpenSsl.FlagNoCheckTime) != 1
            || OpenSsl.X509_VERIFY_PARAM_set_purpose(param, OpenSsl.PurposeServer) != 1
            || OpenSsl.X509_VERIFY_PARAM_set1_host(param, (byte*)_name, (nuint)bytes.Length) != 1)
            throw new MqttException($"OpenSSL did not take the rules for the broker's certificate (name {name}): {Reason()}.");
    }

    private static string Existing(string file)
    {
        try
        {
            using var opened = File.OpenRead(file);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MqttException($"File {file} cannot be read: {e.Message}", e);
        }
    }

    private static void Check(int result, string what, string file)
    {
        if (result != 1) throw new MqttException($"File {file} holds no usable {what} in PEM: {Reason()}.");
    }

    private static string Reason()
    {
        // The oldest error is the cause; what follows repeats it in the words of outer layers.
        var text = OpenSsl.ERR_get_error() is var code and not 0 ? Marshal.PtrToStringUTF8(OpenSsl.ERR_reason_error_string(code)) : null;
        OpenSsl.ERR_clear_error();
        return text ?? "no reason given";
    }

    // Without this OpenSSL would ask for an encrypted key's password on the terminal.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NoPassword(byte* buffer, int size, int writing, nint data) => -1;

    // OpenSSL lets a certificate without any extended key usage be a server; ours must say that it is one.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int VerifyUsage(int accepted, nint storeContext)
    {
        var verdict = accepted != 0 ? 0 : OpenSsl.X509_STORE_CTX_get_error(storeContext);
        if (accepted != 0 && OpenSsl.X509_STORE_CTX_get_error_depth(storeContext) == 0)
        {
            var usage = OpenSsl.X509_get_extended_key_usage(OpenSsl.X509_STORE_CTX_get_current_cert(storeContext));
            if (usage == uint.MaxValue || (usage & OpenSsl.ExtendedUsageServer) == 0) verdict = OpenSsl.ErrorInvalidPurpose;
        }
        if (verdict == 0) return accepted;
        OpenSsl.X509_STORE_CTX_set_error(storeContext, verdict);
        if (Handshake.Current is { } handshake) handshake.Verdict = verdict;
        return 0;
    }

    // libmosquitto puts the host (for us an address) into the ClientHello; the expected name belongs there.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void NameServer(nint ssl, int where, int result)
    {
        if ((where & OpenSsl.HandshakeStart) == 0) return;
        Handshake.Current?.Began(ssl);
        var name = OpenSsl.SSL_CTX_get_ex_data(OpenSsl.SSL_get_SSL_CTX(ssl), 0);
        if (name != 0) OpenSsl.SSL_ctrl(ssl, OpenSsl.ControlSetHostName, 0, name);
    }
}
