#include "invent.h"

#include <array>

namespace clew::bench {
namespace {

constexpr Syllable kLatin[] = {
    {"mi", "mi"},   {"ro", "ro"},   {"la", "la"}, {"tar", "tar"},   {"ke", "ke"},   {"san", "san"},
    {"vel", "vel"}, {"do", "do"},   {"ri", "ri"}, {"pan", "pan"},   {"lu", "lu"},   {"cor", "cor"},
    {"ba", "ba"},   {"nel", "nel"}, {"fo", "fo"}, {"zi", "zi"},     {"gra", "gra"}, {"te", "te"},
    {"hu", "hu"},   {"mon", "mon"}, {"ce", "ce"}, {"wil", "wil"},   {"ja", "ja"},   {"por", "por"},
    {"é", "é"},     {"stu", "stu"}, {"xa", "xa"}, {"quin", "quin"}, {"ö", "ö"},     {"ber", "ber"},
};
constexpr Syllable kCyrillic[] = {
    {"mi", "ми"},  {"ro", "ро"},   {"la", "ла"},  {"tar", "тар"}, {"ke", "ке"},   {"san", "сан"},
    {"ve", "ве"},  {"do", "до"},   {"ri", "ри"},  {"pan", "пан"}, {"lu", "лу"},   {"kor", "кор"},
    {"ba", "ба"},  {"nel", "нел"}, {"fo", "фо"},  {"zi", "зи"},   {"gra", "гра"}, {"te", "те"},
    {"shu", "шу"}, {"mon", "мон"}, {"tse", "це"}, {"dil", "дил"}, {"zhe", "же"},  {"por", "пор"},
};
constexpr Syllable kArabic[] = {
    {"mi", "مي"}, {"ro", "رو"},   {"la", "لا"}, {"tar", "تار"}, {"ke", "كي"},  {"san", "سان"},
    {"wa", "وا"}, {"do", "دو"},   {"ri", "ري"}, {"ban", "بان"}, {"lu", "لو"},  {"kor", "كور"},
    {"ba", "با"}, {"nal", "نال"}, {"fo", "فو"}, {"zi", "زي"},   {"gha", "غا"}, {"sha", "شا"},
};
constexpr Syllable kHan[] = {
    {"wei", "威"},  {"lan", "兰"},  {"tao", "涛"}, {"ming", "明"}, {"shu", "树"}, {"qing", "青"},
    {"yun", "云"},  {"feng", "峰"}, {"jia", "佳"}, {"he", "禾"},   {"lin", "林"}, {"bo", "波"},
    {"dong", "东"}, {"xia", "夏"},  {"yu", "雨"},  {"shan", "山"}, {"hai", "海"}, {"xing", "星"},
    {"song", "松"}, {"chun", "春"}, {"ke", "可"},  {"rui", "瑞"},  {"an", "安"},  {"guang", "光"},
};
constexpr Syllable kGreek[] = {
    {"mi", "μι"}, {"ro", "ρο"}, {"la", "λα"}, {"tar", "ταρ"}, {"ke", "κε"},   {"san", "σαν"},
    {"ve", "βε"}, {"do", "δο"}, {"ri", "ρι"}, {"pan", "παν"}, {"lou", "λου"}, {"kor", "κορ"},
    {"ni", "νι"}, {"fo", "φο"}, {"zi", "ζι"}, {"gra", "γρα"}, {"the", "θε"},  {"psi", "ψι"},
};
constexpr Syllable kHebrew[] = {
    {"mi", "מי"}, {"ro", "רו"},  {"la", "לא"}, {"tar", "טר"}, {"ke", "קה"},  {"san", "סן"},
    {"ve", "וה"}, {"do", "דו"},  {"ri", "רי"}, {"pan", "פן"}, {"lu", "לו"},  {"kor", "קור"},
    {"ba", "בא"}, {"nel", "נל"}, {"zi", "זי"}, {"sha", "שא"}, {"tse", "צה"}, {"gil", "גיל"},
};
constexpr Syllable kDevanagari[] = {
    {"mi", "मि"}, {"ro", "रो"},  {"la", "ला"},  {"tar", "तार"}, {"ke", "के"},  {"san", "सान"},
    {"ve", "वे"},  {"do", "दो"},  {"ri", "री"},  {"pan", "पान"}, {"lu", "लू"},  {"kor", "कोर"},
    {"ba", "बा"}, {"nel", "नेल"}, {"sha", "शा"}, {"dha", "धा"},  {"gi", "गी"}, {"bhu", "भू"},
};
constexpr Syllable kHangul[] = {
    {"mi", "미"}, {"ro", "로"},  {"ra", "라"},   {"tar", "탈"}, {"ke", "케"},    {"san", "산"},
    {"ha", "하"}, {"do", "도"},  {"ri", "리"},   {"pan", "판"}, {"ru", "루"},    {"gang", "강"},
    {"bo", "보"}, {"nam", "남"}, {"seok", "석"}, {"ji", "지"},  {"hyeon", "현"}, {"yun", "윤"},
};

constexpr Script kScripts[] = {
    {"Latin", "eng", kLatin, true, false},
    {"Cyrillic", "rus", kCyrillic, true, true},
    {"Arabic", "ara", kArabic, true, false},
    {"Han", "zho", kHan, false, false},
    {"Greek", "ell", kGreek, true, true},
    {"Hebrew", "heb", kHebrew, true, false},
    {"Devanagari", "hin", kDevanagari, true, false},
    {"Hangul", "kor", kHangul, false, false},
};

constexpr Country kCountries[] = {
    {"CHN", "cn", "China", "Shanghai", 3},
    {"HKG", "hk", "Hong Kong", "Hong Kong", 3},
    {"TWN", "tw", "Taiwan", "Taipei", 3},
    {"VGB", "vg", "British Virgin Islands", "Road Town", 0},
    {"PAN", "pa", "Panama", "Panama City", 0},
    {"BHS", "bs", "Bahamas", "Nassau", 0},
    {"MLT", "mt", "Malta", "Valletta", 0},
    {"CYM", "ky", "Cayman Islands", "George Town", 0},
    {"BRB", "bb", "Barbados", "Bridgetown", 0},
    {"SYC", "sc", "Seychelles", "Victoria", 0},
    {"WSM", "ws", "Samoa", "Apia", 0},
    {"GBR", "gb", "United Kingdom", "London", 0},
    {"USA", "us", "United States", "Miami", 0},
    {"CHE", "ch", "Switzerland", "Geneva", 0},
    {"LUX", "lu", "Luxembourg", "Luxembourg", 0},
    {"RUS", "ru", "Russian Federation", "Moscow", 1},
    {"UKR", "ua", "Ukraine", "Kyiv", 1},
    {"KAZ", "kz", "Kazakhstan", "Almaty", 1},
    {"BGR", "bg", "Bulgaria", "Sofia", 1},
    {"ARE", "ae", "United Arab Emirates", "Dubai", 2},
    {"SAU", "sa", "Saudi Arabia", "Jeddah", 2},
    {"LBN", "lb", "Lebanon", "Beirut", 2},
    {"GRC", "gr", "Greece", "Piraeus", 4},
    {"CYP", "cy", "Cyprus", "Limassol", 4},
    {"ISR", "il", "Israel", "Haifa", 5},
    {"IND", "in", "India", "Mumbai", 6},
    {"KOR", "kr", "South Korea", "Busan", 7},
    {"BRA", "br", "Brazil", "São Paulo", 0},
    {"ESP", "es", "Spain", "Málaga", 0},
    {"VEN", "ve", "Venezuela, Bolivarian Republic of", "Caracas", 0},
};

constexpr std::string_view kCompanyWords[] = {
    "Global", "Horizon", "Silver",   "Ocean",   "Summit",    "Bright", "Harbour",
    "Golden", "Pacific", "Northern", "Crystal", "Evergreen", "Falcon", "Meridian",
    "Orchid", "Phoenix", "River",    "Stone",   "Union",     "Zenith",
};
constexpr std::string_view kTrades[] = {
    "Holdings", "Trading",     "Investments",   "Enterprises", "Shipping",   "Management",
    "Capital",  "Resources",   "International", "Properties",  "Consulting", "Industries",
    "Ventures", "Development", "Finance",       "Group",
};
constexpr std::string_view kLegalForms[] = {
    "Limited",   "Ltd.",    "Inc.", "S.A.", "Corp.",       "LLC",
    "Co., Ltd.", "Limited", "GmbH", "N.V.", "Corporation", "Ltd",
};
constexpr std::string_view kStreets[] = {"Street", "Road", "Avenue", "Lane", "Boulevard", "Square", "Drive"};
constexpr std::string_view kHouses[] = {"House", "Tower", "Building", "Centre", "Plaza", "Chambers"};

constexpr uint64_t rotate_left(uint64_t bits, int by) { return (bits << by) | (bits >> (64 - by)); }

// Two-byte Cyrillic and Greek letters have their capital 0x20 below, for the letters in the tables above.
void append_capital(std::string& out, std::string_view native) {
  const auto lead = static_cast<unsigned char>(native[0]);
  const auto trail = static_cast<unsigned char>(native[1]);
  const uint32_t capital = ((lead & 0x1fu) << 6 | (trail & 0x3fu)) - 0x20;
  out += static_cast<char>(0xc0 | capital >> 6);
  out += static_cast<char>(0x80 | (capital & 0x3f));
  out += native.substr(2);
}

void append_native(const Script& script, bool first, std::string_view native, std::string& out) {
  if (first && script.capitals) return append_capital(out, native);
  out += native;
}

void append_latin(bool first, std::string_view latin, std::string& out) {
  const size_t at = out.size();
  out += latin;
  if (first && out[at] >= 'a' && out[at] <= 'z') out[at] = static_cast<char>(out[at] - 0x20);
}

void append_word(Random& random, const Script& script, int syllables, std::string& latin,
                 std::string& native) {
  const bool is_latin = script.syllables.data() == kLatin;
  for (int i = 0; i < syllables; ++i) {
    const Syllable& syllable = random.pick(script.syllables);
    append_latin(i == 0, syllable.latin, latin);
    if (!is_latin) append_native(script, i == 0, syllable.native, native);
  }
}

}  // namespace

uint64_t scramble(uint64_t bits) {
  bits += 0x9e3779b97f4a7c15;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

Random::Random(uint64_t seed) {
  for (uint64_t& word : state_) word = seed = scramble(seed);
}

uint64_t Random::next() {
  const uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotate_left(state_[3], 45);
  return result;
}

uint64_t Random::skewed(uint64_t count, int skew) {
  const double draw = unit();
  double rank = static_cast<double>(count);
  for (int i = 0; i < skew; ++i) rank *= draw;
  return static_cast<uint64_t>(rank);
}

std::span<const Script> scripts() { return kScripts; }
std::span<const Country> countries() { return kCountries; }

void append_person(Random& random, const Script& script, std::string& latin, std::string& native) {
  append_word(random, script, 2 + static_cast<int>(random.below(2)), latin, native);
  latin += ' ';
  if (script.spaced && !native.empty()) native += ' ';
  append_word(random, script, script.spaced ? 3 : 1, latin, native);
}

void append_company(Random& random, const Script& script, std::string& latin, std::string& native) {
  append_word(random, script, 2 + static_cast<int>(random.below(3)), latin, native);
  latin += ' ';
  if (random.chance(0.5)) (latin += random.pick(kCompanyWords)) += ' ';
  latin += random.pick(kTrades);
}

std::string_view legal_form(Random& random) { return random.pick(kLegalForms); }

void append_address(Random& random, const Country& country, std::string_view separator, std::string& out) {
  std::string unused;
  if (random.chance(0.5)) {
    out += random.chance(0.5) ? "Suite " : "Room ";
    append_number(out, 1 + random.below(4000));
    out += separator;
  }
  if (random.chance(0.6)) {
    append_word(random, kScripts[0], 3, out, unused);
    ((out += ' ') += random.pick(kHouses)) += separator;
  }
  append_number(out, 1 + random.below(400));
  out += ' ';
  append_word(random, kScripts[0], 2 + static_cast<int>(random.below(2)), out, unused);
  ((out += ' ') += random.pick(kStreets)) += separator;
  if (random.chance(0.4)) {
    append_word(random, kScripts[0], 3, out, unused);
    (out += " District") += separator;
  }
  if (random.chance(0.4)) {
    append_digits(out, random.below(100000), 5);
    out += ' ';
  }
  ((out += country.city) += separator) += country.name;
}

void append_number(std::string& out, uint64_t number) {
  char digits[20];
  char* begin = digits + sizeof digits;
  do *--begin = static_cast<char>('0' + number % 10);
  while (number /= 10);
  out.append(begin, static_cast<size_t>(digits + sizeof digits - begin));
}

void append_digits(std::string& out, uint64_t number, int digits) {
  const size_t at = out.size();
  out.append(static_cast<size_t>(digits), '0');
  for (size_t i = out.size(); i-- > at; number /= 10) out[i] = static_cast<char>('0' + number % 10);
}

void append_code(std::string& out, uint64_t bits, int letters) {
  static constexpr std::string_view kAlphabet =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  uint64_t rest = 0;
  for (int i = 0; i < letters; ++i) {
    if (i % 10 == 0) rest = scramble(bits + static_cast<uint64_t>(i));  // Ten letters use up 64 bits.
    out += kAlphabet[rest % 62];
    rest /= 62;
  }
}

void upper_case_ascii(std::string& text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
}

}  // namespace clew::bench
