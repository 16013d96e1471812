// Where libtorch takes the memory of large tensors from. A search step makes and drops the same hundreds of megabytes again and again:
// memory that goes back to the system each time costs a page fault per 4 KiB when it comes again, and small pages cost more than a third of
// the bandwidth to main memory. So: large regions of huge pages, cut from the front; a region whose last tensor is gone starts anew.
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

namespace {

constexpr size_t kHugePage = size_t(2) << 20;
constexpr size_t kRegion = size_t(64) << 20;
constexpr size_t kSmallest = size_t(64) << 10;
constexpr size_t kAlignment = 4096;

size_t round_up(size_t bytes, size_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

struct Region;

struct Block {
    Region* region;
    char* memory;
    size_t bytes;
};

struct Region {
    char* memory;
    size_t size;
    size_t cut = 0;
    size_t live = 0;
    std::multimap<size_t, char*> dropped;

    explicit Region(size_t bytes) : size(round_up(bytes, kHugePage)) {
        // Huge pages begin at multiples of their size, which mmap does not promise.
        void* raw = mmap(nullptr, size + kHugePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        TORCH_CHECK(raw != MAP_FAILED, "there is no memory for a tensor of ", bytes, " bytes");
        char* first = static_cast<char*>(raw);
        memory = reinterpret_cast<char*>(round_up(reinterpret_cast<size_t>(first), kHugePage));
        if (memory > first) {
            munmap(first, memory - first);
        }
        munmap(memory + size, first + kHugePage - memory);
        madvise(memory, size, MADV_HUGEPAGE);
    }

    ~Region() {
        munmap(memory, size);
    }

    // Finds room for so many bytes: where something of nearly that size was, or behind everything.
    bool take(size_t bytes, Block& block) {
        const auto again = dropped.lower_bound(bytes);
        if (again != dropped.end() && again->first <= bytes + bytes / 8) {
            block = {this, again->second, again->first};
            dropped.erase(again);
        } else if (cut + bytes <= size) {
            block = {this, memory + cut, bytes};
            cut += bytes;
        } else {
            return false;
        }
        ++live;
        return true;
    }

    void drop(const Block& block) {
        dropped.emplace(block.bytes, block.memory);
        if (--live == 0) {
            dropped.clear();
            cut = 0;
        }
    }
};

class Regions {
public:
    char* take(size_t wanted) {
        const size_t bytes = round_up(wanted, kAlignment);
        std::lock_guard<std::mutex> lock(mutex);
        Block block;
        for (auto& region : regions) {
            if (region->take(bytes, block)) {
                return hold(block);
            }
        }
        // Before more is asked of the system, what nobody uses goes back: shapes may have changed for good.
        const auto unused = [](const std::unique_ptr<Region>& region) { return region->live == 0; };
        regions.erase(std::remove_if(regions.begin(), regions.end(), unused), regions.end());
        regions.push_back(std::make_unique<Region>(std::max(bytes, kRegion)));
        regions.back()->take(bytes, block);
        return hold(block);
    }

    // False where the memory came from elsewhere.
    bool drop(void* memory) {
        std::lock_guard<std::mutex> lock(mutex);
        const auto found = held.find(memory);
        if (found == held.end()) {
            return false;
        }
        found->second.region->drop(found->second);
        held.erase(found);
        return true;
    }

private:
    char* hold(const Block& block) {
        held.emplace(block.memory, block);
        return block.memory;
    }

    std::mutex mutex;
    std::vector<std::unique_ptr<Region>> regions;
    std::unordered_map<void*, Block> held;
};

// Never destroyed: tensors may outlive every static object.
Regions& regions() {
    static Regions* const all = new Regions();
    return *all;
}

at::Allocator* small() {
    static at::Allocator* const allocator = c10::GetDefaultCPUAllocator();
    return allocator;
}

void drop_large(void* memory) {
    regions().drop(memory);
}

// oneDNN's buffers come back as bare pointers, whoever gave them.
void drop_any(void* memory) {
    if (memory != nullptr && !regions().drop(memory)) {
        small()->raw_deallocate(memory);
    }
}

struct RegionAllocator final : at::Allocator {
    at::DataPtr allocate(size_t bytes) const override {
        if (bytes < kSmallest) {
            return small()->allocate(bytes);
        }
        void* memory = regions().take(bytes);
        return {memory, memory, &drop_large, at::DeviceType::CPU};
    }

    at::DeleterFnPtr raw_deleter() const override {
        return &drop_any;
    }
};

const bool installed = [] {
    static RegionAllocator allocator;
    c10::SetCPUAllocator(&allocator, 1);
    return true;
}();

}  // namespace
