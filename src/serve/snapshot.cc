#include "serve/snapshot.h"

#include "base/clock.h"
#include "serve/entity.h"

namespace clew::serve {
namespace {

constexpr size_t kMemoryBytes = size_t{8} << 20;  // In each of the sixteen.

}  // namespace

base::Result<std::shared_ptr<const Snapshot>> Snapshot::open(const std::string& path) {
  CLEW_TRY_ASSIGN(store::Store opened, store::Store::open(path));
  std::shared_ptr<Snapshot> snapshot(new Snapshot(std::move(opened)));
  CLEW_TRY_ASSIGN(snapshot->tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(match::Model model, match::Model::load());
  CLEW_TRY_ASSIGN(screen::List list,
                  screen::List::open(snapshot->store, {}, snapshot->tables, std::move(model)));
  snapshot->list = std::make_unique<screen::List>(std::move(list));
  CLEW_TRY_ASSIGN(auto references, graph::References::open(snapshot->store));
  snapshot->references = std::make_unique<graph::References>(std::move(references));
  CLEW_TRY_ASSIGN(auto names, index::Names::open(snapshot->store));
  snapshot->names = std::make_unique<index::Names>(std::move(names));
  snapshot->updated_at = base::iso_time(base::now());
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

std::shared_ptr<const Rendered> Snapshot::rendered(std::string_view id) const {
  const std::string key(id);
  Memory& memory = memories_[std::hash<std::string>()(key) % memories_.size()];
  {
    const std::lock_guard lock(memory.mutex);
    if (const auto found = memory.entities.find(key); found != memory.entities.end()) return found->second;
  }
  const auto entity = store.entity(id, {});
  if (!entity || !*entity) return nullptr;
  auto made = std::make_shared<const Rendered>(render(*this, **entity, Depth::flat));
  const std::lock_guard lock(memory.mutex);
  if (memory.bytes > kMemoryBytes) {
    memory.entities.clear();
    memory.bytes = 0;
  }
  memory.bytes += made->json.size() + key.size() + 200;
  memory.entities.emplace(key, made);
  return made;
}

std::shared_ptr<const Snapshot> Shelf::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

base::Result<bool> Shelf::refresh() {
  const std::lock_guard one(refreshing_);
  const auto before = current();
  if (before) {
    CLEW_TRY_ASSIGN(const store::Manifest manifest, store::current_manifest(base::real_disk(), path_));
    const store::Manifest& old = before->store.manifest();
    if (manifest.generation == old.generation && manifest.salt == old.salt) return false;
  }
  CLEW_TRY_ASSIGN(auto opened, Snapshot::open(path_));
  const std::lock_guard lock(mutex_);
  current_ = std::move(opened);
  return true;
}

}  // namespace clew::serve
