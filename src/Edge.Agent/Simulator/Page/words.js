// Every word of the page, in both languages. What the kiosk itself shows and says comes from the kiosk.
const words = {
  vi: {
    subtitle: "Quầy ảo để dùng thử", citizen: "Người dân thấy", officer: "Cán bộ dùng", trouble: "Thử sự cố",
    live: "Đang chạy", away: "Mất kết nối", connecting: "Đang nối", sound: "Âm thanh", soundBlocked: "Bấm để nghe",
    awayTitle: "Quầy không trả lời.", awayText: "Trang tự nối lại khi quầy chạy. Trong bản trình diễn quầy tự khởi động lại; nếu chạy riêng, hãy chạy lại: edge-agent run.",
    queue: "Hàng chờ", atDesk: "Tại bàn", waiting: "Đang chờ", done: "Xong", noShow: "Vắng", nobody: "Không ai chờ", before: "người chờ trước", soon: "Sắp đến lượt", minutes: "phút",
    dayClosed: "Chưa bắt đầu ngày làm việc. Bấm phím / hai lần để bắt đầu.", dayOpen: "Đang tiếp dân", dayPaused: "Nghỉ trưa", priority: "Ưu tiên", household: "Cả nhà", people: "người",
    printerFaults: "Máy in", signal: "Sóng di động", power: "Nguồn điện", battery: "Pin", mains: "Điện lưới", devices: "Thiết bị",
    powerCut: "Cắt điện", powerCutText: "Quầy tắt ngay lập tức, rồi trở lại như trước",
    trial: "Công dân thử", papersAndCards: "Thẻ và giấy tờ", papersAndCardsText: "Bấm vào một người để đưa thẻ của người đó vào máy quét. Không ai trong số này có thật.", doubtful: "Thẻ không khớp số định danh",
    otherCodes: "Mã khác", scanPaper: "Đưa phiếu đang xem vào máy quét", code: "Nội dung mã", scanCode: "Quét mã này", scanned: "Đã quét thẻ:", scannedPaper: "Đã quét phiếu.", scannedCode: "Đã quét mã.", noPaperHere: "Chưa có phiếu nào của lần chạy này.",
    fingers: "Ngón tay", fingerStaysTitle: "Đặt ngón tay và để yên (bấm lại để nhấc tay)", fingerOnceTitle: "Đặt ngón tay một lần", fingerStays: "Ngón tay đang đặt trên máy.", fingerGone: "Đã nhấc tay.", fingerOnce: "Đã đặt ngón tay một lần.",
    "finger.Good": "Tốt", "finger.Dry": "Khô, mòn", "finger.Wet": "Ướt", "finger.Aside": "Lệch", portraits: "Người trước máy ảnh", "portrait.Good": "Đủ sáng", "portrait.Dark": "Tối", portraitShown: "Người thử đã ngồi trước máy ảnh.",
    yes: "Đồng ý", no: "Không đồng ý",
    noPaperYet: "Phiếu sẽ ra ở đây.", ticket: "Phiếu đã in", earlier: "Phiếu trước",
    keys: "Bàn phím: 1–9 là nút dịch vụ, L ngôn ngữ, S nghe lại, P ưu tiên, H cả nhà, Y đồng ý, N không; phím số bên phải là bàn phím của cán bộ. Tab và Enter dùng được ở mọi nơi.",
    language: "Ngôn ngữ", again: "Nghe lại", reasons: "Không làm được, vì…: bấm *, rồi một số:", silent: "Loa chưa nói gì",
    on: "sáng", off: "tắt", blinks: "nháy", plugged: "Đang cắm", unplugged: "Đã rút", slow: "Chậm", bars: "vạch", noModem: "không rõ",
    "light.ready": "Sẵn sàng", "light.busy": "Đang nhận", "light.call": "Gọi số", "light.error": "Lỗi", "light.no-store": "Ngừng nhận",
    "key.Next": "Gọi tiếp", "key.Recall": "Gọi lại", "key.NoShow": "Vắng mặt", "key.Done": "Xong", "key.Exception": "Không làm được, vì…",
    "key.Day": "Bắt đầu / nghỉ", "key.Undo": "Hoàn tác", "key.Priority": "Ưu tiên", "key.LinkMeter": "Đo sóng", "key.Pause": "Nghỉ trưa", "key.PassOn": "Chuyển", "key.CallNumber": "Gọi số", "key.Household": "Cả nhà", "key.None": "",
    "fault.PaperOut": "Hết giấy", "fault.PaperNearEnd": "Sắp hết giấy", "fault.CoverOpen": "Mở nắp", "fault.Cutter": "Kẹt dao",
    "device.gpio": "Nút và đèn", "device.printer": "Máy in", "device.scanner": "Máy quét mã", "device.keypad": "Bàn phím số", "device.display": "Màn hình",
    "device.speaker": "Loa", "device.power": "Pin", "device.modem": "Modem", "device.finger": "Vân tay", "device.camera": "Máy ảnh", "device.card": "Đọc thẻ",
    "state.Ready": "sẵn sàng", "state.Failed": "hỏng", "state.Absent": "không có",
    "printer.ok": "Máy in sẵn sàng", "printer.unplugged": "Máy in bị rút dây", look: "Cần xem",
  },
  en: {
    subtitle: "A virtual kiosk to try out", citizen: "What citizens see", officer: "What the officer uses", trouble: "Make trouble",
    live: "Running", away: "Away", connecting: "Connecting", sound: "Sound", soundBlocked: "Press to hear",
    awayTitle: "The kiosk does not answer.", awayText: "This page comes back by itself as soon as the kiosk does. In the demo it is started again for you; on its own, start it again: edge-agent run.",
    queue: "Queue", atDesk: "At the desk", waiting: "Waiting", done: "Done", noShow: "No-show", nobody: "Nobody waits", before: "before", soon: "next", minutes: "min",
    dayClosed: "The service day is not open. Press the / key twice to open it.", dayOpen: "Open", dayPaused: "At lunch", priority: "Priority", household: "Household", people: "people",
    printerFaults: "Printer", signal: "Mobile signal", power: "Power", battery: "Battery", mains: "Mains", devices: "Devices",
    powerCut: "Cut the power", powerCutText: "The kiosk is gone at once, and comes back as it was",
    trial: "Made-up citizens", papersAndCards: "Cards and papers", papersAndCardsText: "Press somebody to hold that card before the scanner. None of them exists.", doubtful: "The card does not fit the number",
    otherCodes: "Other codes", scanPaper: "Hold the paper shown before the scanner", code: "What the code says", scanCode: "Scan this code", scanned: "Card scanned:", scannedPaper: "Paper scanned.", scannedCode: "Code scanned.", noPaperHere: "No paper of this run has come out yet.",
    fingers: "Finger", fingerStaysTitle: "Lay a finger and leave it (press again to lift it)", fingerOnceTitle: "Lay a finger once", fingerStays: "The finger lies on the sensor.", fingerGone: "The finger was lifted.", fingerOnce: "A finger was laid once.",
    "finger.Good": "Good", "finger.Dry": "Dry, worn", "finger.Wet": "Wet", "finger.Aside": "Off centre", portraits: "Before the camera", "portrait.Good": "In good light", "portrait.Dark": "In the dark", portraitShown: "Somebody made up sits before the camera.",
    yes: "I agree", no: "I do not agree",
    noPaperYet: "Tickets come out here.", ticket: "Printed ticket", earlier: "Earlier ticket",
    keys: "Keyboard: 1–9 are the service buttons, L language, S say it again, P priority, H household, Y agree, N do not; the number pad is the officer’s keypad. Tab and Enter work everywhere.",
    language: "Language", again: "Say it again", reasons: "Cannot be done, because…: press *, then a digit:", silent: "Nothing said yet",
    on: "on", off: "off", blinks: "blinks", plugged: "Plugged", unplugged: "Unplugged", slow: "Slow", bars: "bars", noModem: "unknown",
    "light.ready": "Ready", "light.busy": "Busy", "light.call": "Call", "light.error": "Error", "light.no-store": "Stopped",
    "key.Next": "Next", "key.Recall": "Recall", "key.NoShow": "No-show", "key.Done": "Done", "key.Exception": "Cannot, because…",
    "key.Day": "Open / close", "key.Undo": "Undo", "key.Priority": "Priority", "key.LinkMeter": "Link meter", "key.Pause": "Lunch", "key.PassOn": "Pass on", "key.CallNumber": "Call no.", "key.Household": "Family", "key.None": "",
    "fault.PaperOut": "Paper out", "fault.PaperNearEnd": "Paper near end", "fault.CoverOpen": "Cover open", "fault.Cutter": "Cutter stuck",
    "device.gpio": "Buttons, lights", "device.printer": "Printer", "device.scanner": "Code scanner", "device.keypad": "Keypad", "device.display": "Display",
    "device.speaker": "Speaker", "device.power": "Battery", "device.modem": "Modem", "device.finger": "Fingerprint", "device.camera": "Camera", "device.card": "Card reader",
    "state.Ready": "ready", "state.Failed": "failed", "state.Absent": "absent",
    "printer.ok": "Printer ready", "printer.unplugged": "Printer is unplugged", look: "Needs attention",
  },
};

const key = "edge-panel-language";
let chosen = stored() ?? (navigator.language.toLowerCase().startsWith("vi") ? "vi" : "en");

export const language = () => chosen;

export const t = name => words[chosen][name] ?? name.split(".").at(-1);

export function choose(which) {
  chosen = which;
  try { localStorage.setItem(key, which); } catch { /* a browser that keeps nothing */ }
}

/** Writes the page's own words, in the chosen language, where they belong. */
export function write() {
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === chosen);
}

/** A name in the chosen language and in the other, where it has both. */
export function both(names) {
  const other = chosen === "vi" ? "en" : "vi";
  const first = names[chosen] ?? names[other] ?? Object.values(names)[0];
  return [first, names[other] !== first ? names[other] : undefined];
}

function stored() {
  try {
    const kept = localStorage.getItem(key);
    return kept in words ? kept : null;
  } catch { return null; }
}
