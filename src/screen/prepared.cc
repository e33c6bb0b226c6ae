#include "screen/prepared.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "base/hash.h"
#include "base/varint.h"

namespace clew::screen {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// The columns before the tables of the index.
enum Column : uint32_t {
  kNumbers,    // uint32: bits of numbers in the two key tables.
  kEntities,   // EntityRow, and one that says where the last ends.
  kDates,      // match::PartialDate.
  kCountries,  // uint32: value; so are the next two.
  kGenders,
  kAddresses,
  kIdentifiers,      // match::NumberedIdentifier.
  kIdentifierTypes,  // uint32: value, the type of each identifier.
  kOutlines,
  kValues,  // uint32: where a value begins in the next.
  kValueText,
  kValueKeyStarts,
  kValueKeys,
  kIdentifierKeyStarts,
  kIdentifierKeys,
  kColumnCount
};
constexpr size_t kKeysPerBucket = 4;

uint64_t value_key(std::string_view value) { return base::hash64(value); }
uint64_t identifier_key(uint32_t value) {
  return base::hash64({reinterpret_cast<const char*>(&value), sizeof value});
}

template <class Row>
std::string bytes_of(const std::vector<Row>& rows) {
  return {reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row)};
}

template <class Row>
std::span<const Row> rows_of(std::string_view bytes) {
  return {reinterpret_cast<const Row*>(bytes.data()), bytes.size() / sizeof(Row)};
}

uint32_t size32(size_t size) {
  assert(size < UINT32_MAX);
  return static_cast<uint32_t>(size);
}

void put_text(std::string& to, std::string_view text) {
  base::put_varint(to, text.size());
  to += text;
}

void put_texts(std::string& to, const std::vector<std::string>& texts) {
  base::put_varint(to, texts.size());
  for (const std::string& text : texts) put_text(to, text);
}

std::string_view get_text(base::VarintReader& from) {
  const auto size = static_cast<size_t>(from.next());
  const char* bytes = from.bytes(size);
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
}

std::vector<std::string> get_texts(base::VarintReader& from) {
  std::vector<std::string> texts;
  for (uint64_t count = from.next(); count > 0 && from.ok(); --count) texts.emplace_back(get_text(from));
  return texts;
}

// Id, schema, caption, datasets, topics, listings.
void put_outline(std::string& to, const Listed& listed) {
  put_text(to, listed.subject.id);
  put_text(to, listed.subject.schema);
  put_text(to, listed.caption);
  put_texts(to, listed.datasets);
  put_texts(to, listed.topics);
  base::put_varint(to, listed.listings.size());
  for (const Listing& listing : listed.listings) {
    put_text(to, listing.listed_on);
    put_text(to, listing.authority);
    put_text(to, listing.status);
  }
}

Listed get_outline(std::string_view bytes) {
  base::VarintReader from(bytes.data(), bytes.data() + bytes.size());
  Listed listed;
  listed.subject.id = get_text(from);
  listed.subject.schema = get_text(from);
  listed.caption = get_text(from);
  listed.datasets = get_texts(from);
  listed.topics = get_texts(from);
  for (uint64_t count = from.next(); count > 0 && from.ok(); --count) {
    Listing& listing = listed.listings.emplace_back();
    listing.listed_on = get_text(from);
    listing.authority = get_text(from);
    listing.status = get_text(from);
  }
  return listed;
}

}  // namespace

struct PreparedBuilder::State {
  index::NameIndexBuilder names;
  std::vector<EntityRow> entities;
  std::vector<match::PartialDate> dates;
  std::vector<uint32_t> countries, genders, addresses, identifier_types, values;
  std::vector<match::NumberedIdentifier> identifiers;
  std::string outlines, value_text;
  std::unordered_map<std::string, uint32_t> value_numbers;
  std::vector<std::pair<uint64_t, uint32_t>> value_keys, identifier_keys;

  EntityRow here() const {
    return {.first_name = size32(names.name_count()),
            .first_date = size32(dates.size()),
            .first_country = size32(countries.size()),
            .first_gender = size32(genders.size()),
            .first_address = size32(addresses.size()),
            .first_identifier = size32(identifiers.size()),
            .outline = size32(outlines.size()),
            .kind = 0};
  }

  uint32_t number_of(const std::string& value) {
    const auto [found, is_new] = value_numbers.emplace(value, size32(values.size()));
    if (is_new) {
      values.push_back(size32(value_text.size()));
      value_text += value;
      value_keys.emplace_back(value_key(value), found->second);
    }
    return found->second;
  }

  void add_fields(const match::Subject& subject, uint32_t entity) {
    dates.insert(dates.end(), subject.birth_dates.begin(), subject.birth_dates.end());
    for (const std::string& country : subject.countries) countries.push_back(number_of(country));
    for (const std::string& gender : subject.genders) genders.push_back(number_of(gender));
    const size_t first_address = addresses.size();
    for (const std::string& word : subject.address_words) addresses.push_back(number_of(word));
    std::sort(addresses.begin() + static_cast<ptrdiff_t>(first_address), addresses.end());
    for (const match::Identifier& identifier : subject.identifiers) {
      const uint32_t value = number_of(identifier.value);
      identifiers.push_back({match::identifier_class(identifier), value});
      identifier_types.push_back(number_of(identifier.type));
      identifier_keys.emplace_back(identifier_key(value), entity);
    }
  }
};

PreparedBuilder::PreparedBuilder() : state_(std::make_unique<State>()) {}
PreparedBuilder::~PreparedBuilder() = default;

void PreparedBuilder::add(const Listed& listed) {
  State& state = *state_;
  const uint32_t entity = size32(state.entities.size());
  const match::Subject& subject = listed.subject;
  EntityRow row = state.here();
  row.kind = static_cast<uint32_t>(subject.kind);
  state.entities.push_back(row);
  uint16_t tags = 0;
  for (const match::PartialDate date : subject.birth_dates)
    tags = static_cast<uint16_t>(tags | year_tag(date.year));
  for (const match::SubjectName& name : subject.names) state.names.add(name.name, entity, tags, name.is_weak);
  state.add_fields(subject, entity);
  put_outline(state.outlines, listed);
}

std::vector<std::string> PreparedBuilder::finish() {
  State& state = *state_;
  state.entities.push_back(state.here());
  state.values.push_back(size32(state.value_text.size()));
  auto values = index::KeyTable<uint32_t>::build(std::move(state.value_keys), size32(state.values.size()),
                                                 kKeysPerBucket);
  auto identifiers = index::KeyTable<uint32_t>::build(std::move(state.identifier_keys),
                                                      size32(state.entities.size()), kKeysPerBucket);
  std::vector<std::string> columns(kColumnCount);
  columns[kNumbers] = bytes_of(std::vector<uint32_t>{values.number_bits, identifiers.number_bits});
  columns[kEntities] = bytes_of(state.entities);
  columns[kDates] = bytes_of(state.dates);
  columns[kCountries] = bytes_of(state.countries);
  columns[kGenders] = bytes_of(state.genders);
  columns[kAddresses] = bytes_of(state.addresses);
  columns[kIdentifiers] = bytes_of(state.identifiers);
  columns[kIdentifierTypes] = bytes_of(state.identifier_types);
  columns[kOutlines] = std::move(state.outlines);
  columns[kValues] = bytes_of(state.values);
  columns[kValueText] = std::move(state.value_text);
  columns[kValueKeyStarts] = bytes_of(values.starts);
  columns[kValueKeys] = bytes_of(values.entries);
  columns[kIdentifierKeyStarts] = bytes_of(identifiers.starts);
  columns[kIdentifierKeys] = bytes_of(identifiers.entries);
  for (std::string& table : state.names.finish()) columns.push_back(std::move(table));
  return columns;
}

Result<std::shared_ptr<const Prepared>> Prepared::open(base::Disk& disk, const std::string& path) {
  auto opened = std::make_shared<Prepared>();
  CLEW_TRY_ASSIGN(opened->file_, store::ColumnFile::open(disk, path));
  CLEW_TRY(opened->file_->check());
  if (opened->file_->columns().size() != size_t{kColumnCount} + index::kTableCount)
    return fail(ErrorKind::corrupt,
                path + " is not a prepared list; remove it, it is made again when needed");
  opened->use(opened->file_->columns());
  return opened;
}

std::shared_ptr<const Prepared> Prepared::in_memory(std::vector<std::string>&& columns) {
  auto held = std::make_shared<Prepared>();
  held->held_ = std::move(columns);
  // Short texts lie inside their string, which may be aligned to less than a row needs.
  for (std::string& column : held->held_) column.reserve(std::max<size_t>(column.size(), 64));
  const std::vector<std::string_view> views(held->held_.begin(), held->held_.end());
  held->use(views);
  return held;
}

void Prepared::use(std::span<const std::string_view> columns) {
  const auto numbers = rows_of<uint32_t>(columns[kNumbers]);
  entities_ = rows_of<EntityRow>(columns[kEntities]);
  dates_ = rows_of<match::PartialDate>(columns[kDates]);
  countries_ = rows_of<uint32_t>(columns[kCountries]);
  genders_ = rows_of<uint32_t>(columns[kGenders]);
  addresses_ = rows_of<uint32_t>(columns[kAddresses]);
  identifiers_ = rows_of<match::NumberedIdentifier>(columns[kIdentifiers]);
  identifier_types_ = rows_of<uint32_t>(columns[kIdentifierTypes]);
  outlines_ = columns[kOutlines];
  values_ = rows_of<uint32_t>(columns[kValues]);
  value_text_ = columns[kValueText];
  value_keys_ = {rows_of<uint32_t>(columns[kValueKeyStarts]), rows_of<uint32_t>(columns[kValueKeys]),
                 numbers[0]};
  identifier_keys_ = {rows_of<uint32_t>(columns[kIdentifierKeyStarts]),
                      rows_of<uint32_t>(columns[kIdentifierKeys]), numbers[1]};
  names_ = index::NameIndex(columns.subspan(kColumnCount));
}

uint64_t Prepared::bytes() const {
  if (file_ != nullptr) return file_->file_size();
  uint64_t bytes = 0;
  for (const std::string& column : held_) bytes += column.size();
  return bytes;
}

bool Prepared::states_country(std::string_view word) const {
  return std::find(countries_.begin(), countries_.end(), number_of(word)) != countries_.end();
}

match::NumberedFields Prepared::fields(uint32_t entity) const {
  const EntityRow& row = entities_[entity];
  const EntityRow& next = entities_[entity + 1];
  const auto countries = countries_.subspan(row.first_country, next.first_country - row.first_country);
  return {
      .birth_dates = dates_.subspan(row.first_date, next.first_date - row.first_date),
      .countries = countries,
      .genders = genders_.subspan(row.first_gender, next.first_gender - row.first_gender),
      .identifiers = identifiers_.subspan(row.first_identifier, next.first_identifier - row.first_identifier),
      .address_words = addresses_.subspan(row.first_address, next.first_address - row.first_address),
      .has_unknown_country = !std::all_of(countries.begin(), countries.end(),
                                          [&](uint32_t one) { return clean::is_country_code(value(one)); })};
}

std::string_view Prepared::id(uint32_t entity) const {
  const char* begin = outlines_.data() + entities_[entity].outline;
  base::VarintReader from(begin, outlines_.data() + entities_[entity + 1].outline);
  return get_text(from);
}

Listed Prepared::outline(uint32_t entity) const {
  const EntityRow& row = entities_[entity];
  Listed listed = get_outline(outlines_.substr(row.outline, entities_[entity + 1].outline - row.outline));
  match::Subject& subject = listed.subject;
  subject.kind = kind(entity);
  const match::NumberedFields numbered = fields(entity);
  subject.birth_dates.assign(numbered.birth_dates.begin(), numbered.birth_dates.end());
  for (const uint32_t number : numbered.countries) subject.countries.emplace_back(value(number));
  for (const uint32_t number : numbered.genders) subject.genders.emplace_back(value(number));
  for (const uint32_t number : numbered.address_words) subject.address_words.emplace_back(value(number));
  std::sort(subject.address_words.begin(), subject.address_words.end());
  for (size_t i = 0; i < numbered.identifiers.size(); ++i) {
    subject.identifiers.push_back({std::string(value(identifier_types_[row.first_identifier + i])),
                                   std::string(value(numbered.identifiers[i].value))});
  }
  return listed;
}

uint32_t Prepared::number_of(std::string_view wanted) const {
  uint32_t number = kNoValue;
  value_keys_.find(value_key(wanted), [&](uint32_t found) {
    if (value(found) == wanted) number = found;
  });
  return number;
}

void Prepared::add_with_identifier(uint32_t wanted, std::vector<uint32_t>& entities) const {
  identifier_keys_.find(identifier_key(wanted), [&](uint32_t entity) {
    const auto identifiers = fields(entity).identifiers;
    if (std::any_of(identifiers.begin(), identifiers.end(),
                    [&](const match::NumberedIdentifier& one) { return one.value == wanted; }))
      entities.push_back(entity);
  });
}

}  // namespace clew::screen
