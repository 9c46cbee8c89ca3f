using FsCheck;
using FsCheck.Fluent;

namespace Edge.Contracts.Tests;

/// <summary>Checks a property with generated cases; a failure prints the case and the seed that repeats it.</summary>
internal static class Property
{
    public static void Holds<T>(Gen<T> cases, Action<T> check, int count = 300) =>
        Prop.ForAll(cases.ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true));

    public static Gen<byte[]> Bytes(int most) =>
        from length in Gen.Choose(0, most)
        from bytes in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(length)
        select bytes;
}
