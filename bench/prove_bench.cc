// What the ledger costs: entries a second, durable, against bare SQLite in the same run; proofs; opening a
// case; a stranger's test of a large pack.
//
//   clew_prove_bench FOLDER [ENTRIES [MEGABYTES]]
//
// Every figure is checked: the log is read back and audited, the proof verified.
#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <functional>

#include "desk/database.h"
#include "prove/pack.h"
#include "prove/verify.h"

namespace {

using namespace clew;

[[noreturn]] void stop(const std::string& says) {
  fmt::print(stderr, "clew_prove_bench: {}\n", says);
  std::exit(1);
}

template <class T>
T taken(base::Result<T> result) {
  if (!result) stop(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Times {
  double wall = 0, cpu = 0;
};

double cpu_seconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Times timed(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const double cpu = cpu_seconds();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          cpu_seconds() - cpu};
}

void print(const char* what, uint64_t count, const Times& times) {
  const auto each = static_cast<double>(count);
  fmt::print("{:<46} {:>10.0f} a second of wall time, {:>10.0f} a second of processor time\n", what,
             each / times.wall, each / times.cpu);
}

prove::NewEntry entry_of(uint64_t number) {
  prove::NewEntry entry{"access", "investigation", {}, prove::Value(), "2026-11-24T10:00:00Z"};
  entry.payload.set(
      "what", fmt::format("reading of record {:012} of the register, as the officer asked for it", number));
  return entry;
}

struct Bench {
  prove::Office office;
  prove::SecretKey officer = prove::SecretKey::generate();

  // `count` entries in batches, each a durable transaction whose checkpoint the node signs.
  void append(const std::string& origin, uint64_t count, uint64_t batch, const prove::SecretKey* signer) {
    auto log = taken(office.store().make_log(origin));
    for (uint64_t done = 0; done < count;) {
      auto change = taken(office.database().begin());
      log = taken(office.store().log(log.id));
      auto writer = taken(prove::LogWriter::open(office.store(), log));
      auto node_log = taken(prove::LogWriter::open(office.store(), taken(office.node_log())));
      for (uint64_t i = 0; i < batch && done < count; ++i, ++done)
        taken(writer.append(entry_of(done), signer));
      taken(prove::anchor(office.store(), writer, node_log, office.node_key()));
      taken(change.commit());
    }
  }

  // The row that one entry writes, without any hashing, one durable transaction each: what SQLite itself
  // costs.
  void bare(uint64_t count) {
    taken(office.database().execute(
        "CREATE TABLE bare (log INTEGER, seq INTEGER, type TEXT, leaf BLOB, hash BLOB, salt "
        "BLOB, payload BLOB, PRIMARY KEY (log, seq)) STRICT, WITHOUT ROWID"));
    auto insert = taken(office.database().prepare("INSERT INTO bare VALUES (1, ?, 'access', ?, ?, ?, ?)"));
    const std::string leaf(480, 'l'), hash(32, 'h'), payload(100, 'p');
    for (uint64_t i = 0; i < count; ++i) {
      auto change = taken(office.database().begin());
      taken(insert.bind(static_cast<int64_t>(i))
                .bind_blob(leaf)
                .bind_blob(hash)
                .bind_blob(hash)
                .bind_blob(payload)
                .run());
      taken(change.commit());
    }
  }

  // One entry a transaction, in its case's log; the node's checkpoint comes later, for many at once.
  void one_by_one(uint64_t count) {
    auto log = taken(office.store().make_log("bench.example/single"));
    auto writer = taken(prove::LogWriter::open(office.store(), log));
    for (uint64_t i = 0; i < count; ++i) {
      auto change = taken(office.database().begin());
      taken(writer.append(entry_of(i), nullptr));
      taken(writer.flush());
      taken(change.commit());
    }
  }
};

void check_log(Bench& bench, const std::string& origin) {
  const auto log = taken(bench.office.store().find_log(origin));
  const prove::PublicKey key = bench.officer.public_key();
  prove::Audit audit;
  const Times times = timed([&] {
    audit = taken(prove::audit(bench.office.store(), *log, bench.office.node(),
                               [&](std::string_view) { return std::optional(key); }));
  });
  if (!audit.wrong.empty()) stop(origin + ": " + audit.wrong);
  print(fmt::format("  audited ({})", origin.substr(origin.rfind('/') + 1)).c_str(), audit.entries, times);
}

// A log of 10^8 entries has paths of 27 hashes; the work of verifying is the path's, whatever lies below.
void proofs() {
  constexpr uint64_t kSize = 100'000'000, kIndex = 77'777'777, kRounds = 20'000;
  std::vector<prove::Hash> path;
  uint64_t last = kSize - 1;
  for (uint64_t at = kIndex; last > 0; at >>= 1, last >>= 1) {
    if ((at & 1) != 0 || at != last) path.push_back(prove::leaf_hash(std::to_string(path.size())));
  }
  const prove::Hash leaf = prove::leaf_hash("x");
  size_t refused = 0;
  const Times times = timed([&] {
    for (uint64_t i = 0; i < kRounds; ++i)
      refused += prove::verify_inclusion(kIndex, kSize, leaf, path, leaf) ? 0 : 1;
  });
  if (refused != kRounds) stop("a false proof was accepted");
  fmt::print("{:<46} {:>10.2f} us of processor time ({} hashes)\n",
             "a proof in a log of 10^8 entries verified", times.cpu * 1e6 / kRounds, path.size());
}

prove::Officer hired(Bench& bench, const std::string& name, prove::Role role) {
  taken(bench.office.appoint(name, role, "a long passphrase", {.memory_bytes = 8192, .passes = 1}));
  return taken(bench.office.sign_in(name, "a long passphrase"));
}

prove::NewEntry act(const char* type, std::initializer_list<std::pair<const char*, const char*>> members) {
  prove::NewEntry entry{type, "investigation", {}, prove::Value(), "2026-11-24T10:00:00Z"};
  for (const auto& [member, text] : members) entry.payload.set(member, text);
  return entry;
}

// A case whose originals have so many megabytes in all, each of 50 and its own bytes, as a zip; and its test.
void verifying(Bench& bench, const prove::Officer& mona, uint64_t megabytes) {
  constexpr uint64_t kEach = 50;
  const prove::Officer oren = hired(bench, "oren", prove::Role::second_officer);
  taken(prove::open_case(bench.office, mona, "packed", "a case with large originals", "investigation"));
  std::string bytes = base::random_bytes(kEach * 1'000'000);
  for (uint64_t at = 0; at < megabytes; at += kEach) {
    bytes.replace(0, 8, base::random_bytes(8));
    taken(prove::add_source(bench.office, mona, "packed",
                            act("ingest", {{"name", "disk.img"},
                                           {"from", "search"},
                                           {"how", "seized"},
                                           {"obtained", "official"},
                                           {"by", "mona"}}),
                            bytes));
  }
  prove::NewEntry member = act("member", {{"name", "oren"}, {"role", "second_officer"}});
  member.payload.set("officer", oren.key_id);
  taken(prove::record(bench.office, mona, "packed", member));
  prove::NewEntry proposal = act("propose", {{"id", "p-1"}, {"action", "export"}, {"reason", "order"}});
  proposal.payload.set("parameters", prove::Value().set("recipient", "court"));
  taken(prove::record(bench.office, mona, "packed", proposal));
  taken(prove::record(bench.office, oren, "packed", act("approve", {{"proposal", "p-1"}})));
  prove::PackOptions options{"packed", "court", "investigation", "p-1", bench.office.folder() + "/pack.zip",
                             {},       {},      false,           ""};
  const std::string zip = options.output;
  taken(prove::make_pack(bench.office, mona, options));
  const base::Mapping pack = taken(base::Mapping::open(zip));
  prove::Verification said;
  const Times times = timed([&] { said = prove::verify_pack(pack.bytes(), {}); });
  if (!said.wrong.empty()) stop("the pack does not verify: " + said.wrong.front());
  fmt::print("{:<46} {:>10.2f} s of wall time, {:.2f} s of processor time ({} MB)\n",
             "a pack tested by a stranger", times.wall, times.cpu, pack.bytes().size() / 1'000'000);
}

void opening(Bench& bench, const prove::Officer& mona, uint64_t entries) {
  taken(prove::open_case(bench.office, mona, "large", "a large case", "investigation"));
  const desk::CaseRow row = taken(prove::find_visible_case(bench.office, mona, "large"));
  {
    auto change = taken(bench.office.database().begin());
    auto writer =
        taken(prove::LogWriter::open(bench.office.store(), taken(bench.office.store().log(row.log))));
    while (writer.size() < entries) taken(writer.append(entry_of(writer.size()), nullptr));
    taken(writer.flush());
    taken(change.commit());
  }
  prove::CaseFile file;
  const Times times =
      timed([&] { file = taken(prove::read_case(bench.office, mona, "large", "investigation", "show")); });
  if (file.size != entries + 1 || file.title != "a large case") stop("the large case was not read as it is");
  fmt::print("{:<46} {:>10.1f} ms ({} entries, most of them readings)\n", "a large case opened",
             times.wall * 1e3, entries);
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) stop("usage: clew_prove_bench FOLDER [ENTRIES [MEGABYTES]]");
  const uint64_t entries = count > 2 ? std::strtoull(words[2], nullptr, 10) : 200'000;
  Bench bench{taken(prove::Office::create(words[1], "bench.example/desk"))};
  print("unsigned leaves in signed batches of 1,000", entries,
        timed([&] { bench.append("bench.example/batched", entries, 1000, nullptr); }));
  check_log(bench, "bench.example/batched");
  print("each signed by an officer, batches of 1,000", entries / 10,
        timed([&] { bench.append("bench.example/signed", entries / 10, 1000, &bench.officer); }));
  check_log(bench, "bench.example/signed");
  print("bare SQLite, one durable insert at a time", entries / 100,
        timed([&] { bench.bare(entries / 100); }));
  print("one durable entry at a time", entries / 100, timed([&] { bench.one_by_one(entries / 100); }));
  print("one entry with anchor and checkpoints", entries / 100,
        timed([&] { bench.append("bench.example/acts", entries / 100, 1, &bench.officer); }));
  proofs();
  const prove::Officer mona = hired(bench, "mona", prove::Role::officer);
  opening(bench, mona, 5 * entries);
  verifying(bench, mona, count > 3 ? std::strtoull(words[3], nullptr, 10) : 1000);
  return 0;
}
