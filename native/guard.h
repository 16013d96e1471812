// What every file of the shim needs: the error slot, and how references cross the border.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

#include <ATen/ATen.h>

#include "espalier_torch.h"

namespace espalier {

std::string& last_error();

// What a managed callback threw, by its id there: it travels with the C++ exception, from whatever thread ran the callback.
struct ManagedError : std::runtime_error {
    ManagedError(const std::string& message, int64_t id) : std::runtime_error(message), cause(id) {}
    int64_t cause;
};

int64_t& last_cause();

inline int failed(const char* message, int64_t cause = 0) {
    last_error() = message;
    last_cause() = cause;
    return 1;
}

// Runs body and turns whatever it throws into a status.
template <typename Body>
int guarded(Body&& body) noexcept {
    try {
        body();
        return 0;
    } catch (const ManagedError& error) {
        return failed(error.what(), error.cause);
    } catch (const c10::Error& error) {
        return failed(error.what_without_backtrace());
    } catch (const std::exception& error) {
        return failed(error.what());
    } catch (...) {
        return failed("an unknown native exception");
    }
}

// A new reference to a tensor that somebody else keeps.
inline at::Tensor borrow(esp_tensor handle) {
    if (handle == nullptr) {
        return at::Tensor();
    }
    auto* impl = static_cast<c10::TensorImpl*>(handle);
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(impl));
}

// Takes over the reference that the handle stands for.
inline at::Tensor adopt(esp_tensor handle) {
    if (handle == nullptr) {
        return at::Tensor();
    }
    auto* impl = static_cast<c10::TensorImpl*>(handle);
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl));
}

// Hands the reference over to the caller; an undefined tensor is null.
inline esp_tensor hand_over(at::Tensor tensor) {
    return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

}  // namespace espalier
