using System.Globalization;

namespace Edge.Testing.Samples;

/// <summary>Somebody who does not exist.</summary>
internal sealed record SyntheticPerson(string Name, DateOnly Born, bool Female, string Number, string Address, string Ethnicity)
{
    private static readonly string[] Surnames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Giàng", "Vừ", "Lò", "Cà", "Hà", "Đinh", "Quàng", "Siu", "Rơ Châm", "Niê", "Thạch", "Kiều"];
    private static readonly string[] WomensMiddles = ["Thị", "Thúy", "Ngọc", "Diệu", "Mỹ", "Bảo", "Thị Ánh", "Thị Hồng", "Kim", "Quỳnh"];
    private static readonly string[] MensMiddles = ["Văn", "Hữu", "Đức", "Quốc", "Công", "Xuân", "Bá", "Minh", "Thế", "A"];
    private static readonly string[] WomensNames = ["Nguyệt", "Hằng", "Thảo", "Yến", "Hương", "Ngân", "Mai", "Mỷ", "Dở", "Xuyến", "Bưởi", "Thắm", "Nhẫn", "Trúc", "H'Mơ", "Phượng", "Thủy", "Đào"];
    private static readonly string[] MensNames = ["Tuấn", "Dũng", "Khải", "Phúc", "Sơn", "Cường", "Thắng", "Lử", "Páo", "Y Thơ", "Đạt", "Hưởng", "Nghĩa", "Quý", "Thiện", "Vượng", "Tỉnh", "Bảy"];
    private static readonly string[] Places = ["Bản Mẫu", "Thôn Thử", "Ấp Ví Dụ", "Buôn Mẫu", "Khóm Thử Nghiệm", "Làng Ví Dụ"];
    private static readonly string[] Communes = ["xã Mẫu Sơn Thử", "xã Ví Dụ Thượng", "xã Thử Nghiệm", "xã Đảo Mẫu", "xã Biên Giới Mẫu"];
    private static readonly string[] Ethnicities = ["Kinh", "Tày", "Thái", "Mường", "Khmer", "Nùng", "Mông", "Dao", "Gia Rai", "Ê Đê", "Ba Na", "Xơ Đăng", "Chăm", "Hrê", "Cơ Ho"];

    private static readonly (int Code, string Name)[] Provinces =
    [
        (2, "Hà Giang"), (4, "Cao Bằng"), (8, "Tuyên Quang"), (10, "Lào Cai"), (11, "Điện Biên"), (12, "Lai Châu"), (14, "Sơn La"), (15, "Yên Bái"),
        (20, "Lạng Sơn"), (22, "Quảng Ninh"), (38, "Thanh Hóa"), (40, "Nghệ An"), (45, "Quảng Trị"), (56, "Khánh Hòa"), (62, "Kon Tum"), (64, "Gia Lai"),
        (66, "Đắk Lắk"), (67, "Đắk Nông"), (84, "Trà Vinh"), (91, "Kiên Giang"), (94, "Sóc Trăng"), (96, "Cà Mau"),
    ];

    public static SyntheticPerson Make(Random random)
    {
        var female = random.Next(2) == 0;
        var born = new DateOnly(1932, 1, 1).AddDays(random.Next(0, 78 * 365));
        var (code, province) = One(random, Provinces);
        var name = string.Join(' ', One(random, Surnames), One(random, female ? WomensMiddles : MensMiddles), One(random, female ? WomensNames : MensNames));
        var address = string.Create(CultureInfo.InvariantCulture, $"{One(random, Places)} {random.Next(1, 20)}, {One(random, Communes)}, tỉnh {province}");
        return new SyntheticPerson(name, born, female, NumberOf(code, born, female, random.Next(1_000_000)), address, One(random, Ethnicities));
    }

    /// <summary>Twelve digits: province, century and sex, year, serial.</summary>
    public static string NumberOf(int province, DateOnly born, bool female, int serial)
    {
        var century = (born.Year / 100 - 19) * 2 + (female ? 1 : 0);
        return string.Create(CultureInfo.InvariantCulture, $"{province:D3}{century}{born.Year % 100:D2}{serial:D6}");
    }

    private static T One<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
