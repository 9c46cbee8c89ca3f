using System.Runtime.InteropServices;

namespace Edge.Mqtt.Mosquitto;

/// <summary>The part of OpenSSL 3 that makes our own TLS context: libmosquitto's can neither leave dates unchecked nor expect another name than the host's.</summary>
internal static unsafe partial class OpenSsl
{
    public const string Library = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    public const int VerifyPeer = 1;
    public const int FileTypePem = 1;
    public const int ControlSetMinimumVersion = 123;
    public const int ControlSetHostName = 55;
    public const int Tls12 = 0x0303;
    public const ulong OptionNoRenegotiation = 0x40000000;
    public const nuint FlagNoCheckTime = 0x200000;
    public const int PurposeServer = 2;
    public const uint HostNoWildcards = 0x2;
    public const uint HostNeverSubject = 0x20;
    public const int ErrorInvalidPurpose = 26;
    public const uint ExtendedUsageServer = 1;
    public const int HandshakeStart = 0x10;
    public const int WantWriting = 2;

    [LibraryImport(Library)]
    public static partial nint TLS_client_method();

    [LibraryImport(Library)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial nint SSL_CTX_ctrl(nint context, int command, nint number, nint pointer);

    [LibraryImport(Library)]
    public static partial ulong SSL_CTX_set_options(nint context, ulong options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_load_verify_file(nint context, string file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_use_certificate_chain_file(nint context, string file);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_use_PrivateKey_file(nint context, string file, int type);

    [LibraryImport(Library)]
    public static partial int SSL_CTX_check_private_key(nint context);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_set_default_passwd_cb(nint context, delegate* unmanaged[Cdecl]<byte*, int, int, nint, int> callback);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_set_verify(nint context, int mode, delegate* unmanaged[Cdecl]<int, nint, int> callback);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_set_info_callback(nint context, delegate* unmanaged[Cdecl]<nint, int, int, void> callback);

    [LibraryImport(Library)]
    public static partial nint SSL_CTX_get0_param(nint context);

    [LibraryImport(Library)]
    public static partial int SSL_CTX_set_ex_data(nint context, int index, nint data);

    [LibraryImport(Library)]
    public static partial nint SSL_CTX_get_ex_data(nint context, int index);

    [LibraryImport(Library)]
    public static partial nint SSL_get_SSL_CTX(nint ssl);

    [LibraryImport(Library)]
    public static partial nint SSL_ctrl(nint ssl, int command, nint number, nint pointer);

    [LibraryImport(Library)]
    public static partial int SSL_want(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_is_init_finished(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_up_ref(nint ssl);

    [LibraryImport(Library)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_get_fd(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_set_fd(nint ssl, int socket);

    [LibraryImport(Library)]
    public static partial int SSL_read(nint ssl, byte* buffer, int length);

    [LibraryImport(Crypto)]
    public static partial int X509_VERIFY_PARAM_set_flags(nint param, nuint flags);

    [LibraryImport(Crypto)]
    public static partial int X509_VERIFY_PARAM_set_purpose(nint param, int purpose);

    [LibraryImport(Crypto)]
    public static partial void X509_VERIFY_PARAM_set_hostflags(nint param, uint flags);

    [LibraryImport(Crypto)]
    public static partial int X509_VERIFY_PARAM_set1_host(nint param, byte* name, nuint length);

    [LibraryImport(Crypto)]
    public static partial nint X509_verify_cert_error_string(nint code);

    [LibraryImport(Crypto)]
    public static partial int X509_STORE_CTX_get_error(nint storeContext);

    [LibraryImport(Crypto)]
    public static partial int X509_STORE_CTX_get_error_depth(nint storeContext);

    [LibraryImport(Crypto)]
    public static partial void X509_STORE_CTX_set_error(nint storeContext, int code);

    [LibraryImport(Crypto)]
    public static partial nint X509_STORE_CTX_get_current_cert(nint storeContext);

    [LibraryImport(Crypto)]
    public static partial uint X509_get_extended_key_usage(nint certificate);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    public static partial nuint ERR_get_error();

    [LibraryImport(Crypto)]
    public static partial nint ERR_reason_error_string(nuint code);
}
