using System.Globalization;

namespace Edge.Agent.Enrolment.Identify;

/// <summary>Every warning about who somebody is: its code and its sentences. The sentences never hold what was read; the two values do.</summary>
internal static class Doubts
{
    public static Warning FieldsMissing(int found, int usual) =>
        new("qr-fields", "Mã QR thiếu trường dữ liệu; hãy quét lại.", "The QR has fewer fields than a card’s; scan it again.", Text(found), Text(usual));

    public static Warning HiddenCharacters(string value) =>
        new("qr-characters", "Mã QR có ký tự không nhìn thấy; đã bỏ qua các ký tự đó.", "The QR holds characters that are not seen; they were left out.", value, "");

    public static Warning DamagedText(string value) =>
        new("qr-damaged", "Chữ trong mã QR bị hỏng khi quét; hãy quét lại hoặc gõ tay.", "Letters of the QR were damaged by the scan; scan again, or type it.", value, "");

    public static Warning NumberForm(string value) =>
        new("number-form", "Số định danh không đủ 12 chữ số.", "The personal number does not have 12 digits.", value, "");

    public static Warning OldNumberForm(string value) =>
        new("old-number-form", "Số giấy tờ cũ không phải 9 hoặc 12 chữ số.", "The old number does not have 9 or 12 digits.", value, "");

    public static Warning NameForm(string value) => new("name-form", "Họ tên có chữ số.", "The name has digits in it.", value, "");

    public static Warning BirthForm(string value) => new("birth-form", "Ngày sinh không đọc được.", "The birth date cannot be read.", value, "");

    public static Warning SexForm(string value) => new("sex-form", "Giới tính không đọc được.", "The sex cannot be read.", value, "");

    public static Warning IssuedForm(string value) => new("issued-form", "Ngày cấp không đọc được.", "The date of issue cannot be read.", value, "");

    public static Warning ExpiryForm(string value) => new("expiry-form", "Ngày hết hạn không đọc được.", "The expiry date cannot be read.", value, "");

    public static Warning LineLength(int line, int found, int usual) =>
        new("mrz-length", $"Dòng {line} ở mặt sau thẻ không đủ {usual} ký tự.", $"Line {line} on the card’s back does not have {usual} characters.", Text(found), Text(usual));

    public static Warning LineCharacters(string value) =>
        new("mrz-characters", "Dòng chữ mặt sau thẻ có ký tự lạ.", "The lines on the card’s back have characters that no card has there.", value, "");

    public static Warning Issuer(string value) =>
        new("mrz-country", "Thẻ hoặc quốc tịch không phải của Việt Nam.", "Card or nationality is not Vietnamese.", value, "VNM");

    public static Warning DocumentNumber(string document, string number) =>
        new("mrz-number-parts", "Số thẻ không khớp 9 số cuối của số định danh.", "The card’s number is not the last 9 digits of the personal number.", document, number);

    /// <param name="what">number, birth, expiry, whole or column30: which digit it is.</param>
    public static Warning CheckDigit(string what, char found, char right)
    {
        var (vietnamese, english) = what switch
        {
            "number" => ("số thẻ", "the card’s number"),
            "birth" => ("ngày sinh", "the birth date"),
            "expiry" => ("ngày hết hạn", "the expiry date"),
            "column30" => ("số định danh (cột 30)", "the personal number (column 30)"),
            _ => ("cả dòng", "the lines as a whole"),
        };
        return new Warning($"mrz-check-{what}", $"Số kiểm tra của {vietnamese} không đúng; hãy so lại với thẻ.", $"The check digit of {english} is wrong; compare with the card.", found.ToString(), right.ToString());
    }

    public static Warning Missing(string what) => what switch
    {
        "number" => new Warning("number-missing", "Chưa có số định danh.", "There is no personal number.", "", ""),
        "name" => new Warning("name-missing", "Chưa có họ tên.", "There is no name.", "", ""),
        _ => new Warning("birth-missing", "Chưa có ngày sinh.", "There is no birth date.", "", ""),
    };

    /// <param name="what">number, name, name-marks, birth or sex.</param>
    public static Warning Differs(string what, PersonView here, PersonView there, string one, string other)
    {
        var (vietnamese, english) = what switch
        {
            "number" => ("Số định danh", "The personal number"),
            "name" => ("Họ tên", "The name"),
            "name-marks" => ("Dấu trong họ tên", "The marks of the name"),
            "birth" => ("Ngày sinh", "The birth date"),
            _ => ("Giới tính", "The sex"),
        };
        return new Warning($"{what}-differs", $"{vietnamese} khác nhau giữa {Sources.Vietnamese(here.Source)} và {Sources.Vietnamese(there.Source)}.",
            $"{english} differs between {Sources.English(here.Source)} and {Sources.English(there.Source)}.", one, other);
    }

    public static Warning Province(string code) =>
        new("number-province", "Ba số đầu của số định danh không có trong danh sách tỉnh.", "The first three digits of the personal number are no known province.", code, "");

    public static Warning NumberSex(string number, string told) =>
        new("number-sex", "Giới tính không khớp số định danh.", "The sex does not fit the personal number.", number, told);

    public static Warning NumberYear(int number, string told) =>
        new("number-year", "Năm sinh không khớp số định danh.", "The year of birth does not fit the personal number.", Text(number), told);

    public static Warning NumberFuture(int year) =>
        new("number-future", "Năm sinh trong số định danh ở tương lai.", "The year of birth in the personal number is in the future.", Text(year), "");

    public static Warning BirthFuture(string birth) => new("birth-future", "Ngày sinh ở tương lai.", "The birth date is in the future.", birth, "");

    public static Warning BirthEarly(string birth) => new("birth-early", "Ngày sinh trước năm 1900.", "The birth date is before 1900.", birth, "");

    public static Warning IssuedFuture(string issued) => new("issued-future", "Ngày cấp thẻ ở tương lai.", "The card’s date of issue is in the future.", issued, "");

    public static Warning IssuedBeforeBirth(string issued, string birth) =>
        new("issued-before-birth", "Ngày cấp thẻ trước ngày sinh.", "The card was issued before the birth.", issued, birth);

    public static Warning Expired(string expires, string today) => new("card-expired", "Thẻ đã hết hạn.", "The card has expired.", expires, today);

    public static Warning Outgrown(string due, string today) =>
        new("card-outgrown", "Thẻ đã quá tuổi phải đổi (14, 25, 40, 60 tuổi).", "The card is past the age at which it is to be renewed (14, 25, 40, 60).", due, today);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
