// What a tensor is, and its leaf state in autograd.
#include "guard.h"

using espalier::adopt;
using espalier::borrow;
using espalier::guarded;
using espalier::hand_over;

extern "C" void esp_tensor_release(esp_tensor tensor) {
    adopt(tensor);
}

extern "C" int esp_tensor_retain(esp_tensor tensor, esp_tensor* another) {
    return guarded([&] { *another = hand_over(borrow(tensor)); });
}

extern "C" int esp_tensor_describe(esp_tensor handle, esp_tensor_info* info) {
    return guarded([&] {
        const at::Tensor tensor = borrow(handle);
        const auto device = tensor.device();
        info->dimensions = tensor.dim();
        info->sizes = tensor.sizes().data();
        info->strides = tensor.strides().data();
        info->data = tensor.has_storage() && tensor.numel() > 0 ? tensor.data_ptr() : nullptr;
        info->elements = tensor.numel();
        info->scalar_type = static_cast<int32_t>(tensor.scalar_type());
        info->device_type = static_cast<int32_t>(device.type());
        info->device_index = device.index();
        info->requires_grad = tensor.requires_grad();
        info->is_leaf = tensor.is_leaf();
        info->is_contiguous = tensor.is_contiguous();
        info->is_channels_last = tensor.dim() == 4 && tensor.is_contiguous(at::MemoryFormat::ChannelsLast);
    });
}

extern "C" int esp_tensor_set_requires_grad(esp_tensor tensor, int32_t value) {
    return guarded([&] { borrow(tensor).requires_grad_(value != 0); });
}

extern "C" int esp_tensor_get_grad(esp_tensor tensor, esp_tensor* grad) {
    return guarded([&] { *grad = hand_over(borrow(tensor).grad()); });
}

extern "C" int esp_tensor_set_grad(esp_tensor tensor, esp_tensor grad) {
    return guarded([&] {
        const at::Tensor owner = borrow(tensor);
        const at::Tensor given = borrow(grad);
        if (given.defined()) {
            TORCH_CHECK(!given.is_same(owner), "a tensor cannot be its own gradient");
            TORCH_CHECK(given.sizes() == owner.sizes() && given.scalar_type() == owner.scalar_type() && given.device() == owner.device(),
                        "a gradient has the shape, type and device of its tensor");
        }
        owner.mutable_grad() = given;
    });
}
