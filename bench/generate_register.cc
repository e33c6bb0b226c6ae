// A register of who controls companies, shaped like the United Kingdom's as published for April 2025:
// 5.2 million people, 6.1 million companies, 6.5 million holdings of which 96 in 100 are people's; 38.6 of
// 100 bands 25 to 50 %, 56.5 of 100 at least 75 %; a fifth of the companies without a person; chains of up to
// 18 companies; some hundred loops; one company in thirty whose bands contradict each other where it has two
// holders.
#include <fmt/core.h>

#include <fstream>
#include <random>
#include <vector>

#include "generate.h"
#include "output.h"

namespace clew::bench {
namespace {

class RegisterWriter {
 public:
  explicit RegisterWriter(const RegisterOptions& options)
      : options_(options),
        random_(options.seed),
        people_(options.nodes * 46 / 100),
        companies_(options.nodes - people_),
        out_(options.folder + "/holdings.csv", "holder,company,band,from,until") {}

  void write() {
    const uint64_t chain_links = options_.links * 4 / 100;
    for (uint64_t link = 0; link < options_.links - chain_links; ++link) put_person();
    for (uint64_t link = 0; link < chain_links; ++link) put_company(link);
    std::ofstream truth(options_.folder + "/truth.json");
    truth << fmt::format("{{\"people\": {}, \"companies\": {}, \"holdings\": {}}}\n", people_, companies_,
                         out_.rows());
  }

 private:
  uint64_t below(uint64_t limit) { return random_() % limit; }

  // Four fifths of the companies have a person; some persons have very many companies.
  void put_person() {
    const uint64_t company = below(companies_ * 4 / 5);
    const uint64_t person = below(50) == 0 ? below(2000) : below(people_);
    put('p', person, company, band());
  }

  // Groups: each company below the one before it, a few back to the top.
  void put_company(uint64_t link) {
    const uint64_t depth = link % 40 == 0 ? 18 : 1 + below(3);
    const uint64_t group = below(companies_ / 20) * 20;
    const uint64_t at = below(depth);
    if (below(500) == 0) {
      put('c', group + depth, group, 0);  // A loop.
    } else {
      put('c', group + at, group + at + 1, band());
    }
  }

  int band() {
    const uint64_t chance = below(1000);
    return chance < 386 ? 0 : chance < 435 ? 1 : 2;
  }

  void put(char kind, uint64_t holder, uint64_t company, int band) {
    out_.plain(fmt::format("{}{}", kind, holder));
    out_.plain(fmt::format("c{}", company));
    out_.number(static_cast<uint64_t>(band));
    const uint64_t year = 2016 + below(9), month = 1 + below(12), day = 1 + below(28);
    out_.number(year * 10000 + month * 100 + day);
    if (below(12) == 0) {
      out_.number((year + 1) * 10000 + month * 100 + day);
    } else {
      out_.empty();
    }
    out_.end_row();
  }

  const RegisterOptions& options_;
  std::mt19937_64 random_;
  uint64_t people_, companies_;
  CsvOutput out_;
};

}  // namespace

void generate_register(const RegisterOptions& options) { RegisterWriter(options).write(); }

}  // namespace clew::bench
