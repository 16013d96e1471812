// The library as a whole: errors, generators, threads, what was found.
#include <mutex>
#include <utility>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/version.h>

#include "guard.h"

using espalier::borrow;
using espalier::guarded;
using espalier::hand_over;

namespace espalier {

std::string& last_error() {
    thread_local std::string message;
    return message;
}

int64_t& last_cause() {
    thread_local int64_t cause = 0;
    return cause;
}

}  // namespace espalier

namespace {

at::Generator& generator_of(esp_generator handle) {
    return *static_cast<at::Generator*>(handle);
}

}  // namespace

extern "C" const char* esp_last_error(void) {
    return espalier::last_error().c_str();
}

extern "C" int64_t esp_take_cause(void) {
    return std::exchange(espalier::last_cause(), 0);
}

extern "C" int esp_generator_create(const char* device, uint64_t seed, esp_generator* created) {
    return guarded([&] {
        at::Generator origin = at::globalContext().defaultGenerator(c10::Device(device));
        std::unique_lock<std::mutex> lock(origin.mutex());
        auto generator = origin.clone();
        lock.unlock();
        generator.set_current_seed(seed);
        *created = new at::Generator(std::move(generator));
    });
}

extern "C" int esp_generator_default(const char* device, esp_generator* found) {
    return guarded([&] { *found = new at::Generator(at::globalContext().defaultGenerator(c10::Device(device))); });
}

extern "C" void esp_generator_release(esp_generator generator) {
    delete static_cast<at::Generator*>(generator);
}

extern "C" int esp_generator_seed(esp_generator generator, uint64_t seed) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        generator_of(generator).set_current_seed(seed);
    });
}

extern "C" int esp_generator_initial_seed(esp_generator generator, uint64_t* seed) {
    return guarded([&] { *seed = generator_of(generator).current_seed(); });
}

extern "C" int esp_generator_get_state(esp_generator generator, esp_tensor* state) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        *state = hand_over(generator_of(generator).get_state());
    });
}

extern "C" int esp_generator_set_state(esp_generator generator, esp_tensor state) {
    return guarded([&] {
        std::lock_guard<std::mutex> lock(generator_of(generator).mutex());
        generator_of(generator).set_state(borrow(state));
    });
}

extern "C" int esp_threads_get(int32_t* count) {
    return guarded([&] { *count = at::get_num_threads(); });
}

extern "C" int esp_threads_set(int32_t count) {
    return guarded([&] { at::set_num_threads(count); });
}

extern "C" int esp_parallel_for(int64_t count, int64_t grain, esp_range_body body, int64_t id) {
    return guarded([&] {
        at::parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
            const int64_t cause = body(id, begin, end);
            if (cause != 0) {
                throw espalier::ManagedError("parallel_for: the body threw an exception", cause);
            }
        });
    });
}

extern "C" int esp_cuda_available(int32_t* available) {
    return guarded([&] { *available = at::hasCUDA() ? 1 : 0; });
}

extern "C" const char* esp_version(void) {
    return TORCH_VERSION;
}

extern "C" const char* esp_configuration(void) {
    static const std::string text = at::show_config();
    return text.c_str();
}
