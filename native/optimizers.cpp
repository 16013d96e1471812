// Steps over a thousand small parameters at once: an operator's call costs more than its arithmetic there.
#include <algorithm>
#include <cmath>
#include <vector>

#include "guard.h"

namespace {

using espalier::borrow;

bool is_plain(const at::Tensor& tensor) {
    return tensor.defined() && tensor.scalar_type() == at::kFloat && tensor.device().is_cpu() && tensor.layout() == at::kStrided
        && tensor.is_contiguous();
}

bool all_plain(const esp_tensor* tensors, int32_t count) {
    return std::all_of(tensors, tensors + count, [](esp_tensor tensor) { return is_plain(borrow(tensor)); });
}

// Autograd is to notice the change as it notices an operator's.
float* changed(const at::Tensor& tensor) {
    tensor.unsafeGetTensorImpl()->bump_version();
    return tensor.data_ptr<float>();
}

void move(
    float* __restrict parameter,
    const float* __restrict gradient,
    float* __restrict velocity,
    int64_t count,
    float rate,
    float momentum,
    float decay,
    bool nesterov) {
    for (int64_t i = 0; i < count; i++) {
        const float direction = gradient[i] + decay * parameter[i];
        velocity[i] = momentum * velocity[i] + direction;
        parameter[i] -= rate * (nesterov ? direction + momentum * velocity[i] : velocity[i]);
    }
}

}  // namespace

extern "C" int esp_sgd_step(
    const esp_tensor* parameters,
    const esp_tensor* gradients,
    const esp_tensor* velocities,
    int32_t count,
    double rate,
    double momentum,
    double decay,
    int32_t nesterov,
    int32_t* done) {
    return espalier::guarded([&] {
        *done = all_plain(parameters, count) && all_plain(gradients, count) && all_plain(velocities, count);
        for (int32_t i = 0; *done && i < count; i++) {
            const auto parameter = borrow(parameters[i]);
            move(
                changed(parameter),
                borrow(gradients[i]).data_ptr<float>(),
                changed(borrow(velocities[i])),
                parameter.numel(),
                static_cast<float>(rate),
                static_cast<float>(momentum),
                static_cast<float>(decay),
                nesterov != 0);
        }
    });
}

extern "C" int esp_clip_norm(const esp_tensor* gradients, int32_t count, double most, double* norm, int32_t* done) {
    return espalier::guarded([&] {
        *done = all_plain(gradients, count);
        if (!*done) {
            return;
        }

        double squares = 0;
        for (int32_t i = 0; i < count; i++) {
            const auto gradient = borrow(gradients[i]);
            const auto* values = gradient.data_ptr<float>();
            // Four sums, since one waits for itself.
            double sums[4] = {};
            const int64_t elements = gradient.numel();
            int64_t at = 0;
            for (; at + 4 <= elements; at += 4) {
                for (int lane = 0; lane < 4; lane++) {
                    sums[lane] += static_cast<double>(values[at + lane]) * values[at + lane];
                }
            }
            for (; at < elements; at++) {
                sums[0] += static_cast<double>(values[at]) * values[at];
            }
            squares += (sums[0] + sums[1]) + (sums[2] + sums[3]);
        }

        *norm = std::sqrt(squares);
        const auto factor = static_cast<float>(most / (*norm + 1e-6));
        // NaN is not at least 1: it reaches the gradients, as it must.
        for (int32_t i = 0; !(factor >= 1) && i < count; i++) {
            const auto gradient = borrow(gradients[i]);
            auto* values = changed(gradient);
            for (int64_t at = 0; at < gradient.numel(); at++) {
                values[at] *= factor;
            }
        }
    });
}
