// The one way into aten: an operator is looked up once and called boxed, with arguments as tagged values.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/stack.h>

#include "guard.h"

using espalier::borrow;
using espalier::guarded;
using espalier::hand_over;

namespace {

template <typename T>
c10::List<T> list_of(const esp_value& value) {
    c10::List<T> list;
    list.reserve(value.length);
    const auto* items = static_cast<const int64_t*>(value.pointer);
    for (int32_t i = 0; i < value.length; ++i) {
        list.push_back(static_cast<T>(items[i]));
    }
    return list;
}

c10::IValue tensors_of(const esp_value& value, bool optional_items) {
    const auto* handles = static_cast<const esp_tensor*>(value.pointer);
    if (optional_items) {
        c10::List<c10::optional<at::Tensor>> list;
        for (int32_t i = 0; i < value.length; ++i) {
            list.push_back(handles[i] == nullptr ? c10::optional<at::Tensor>() : borrow(handles[i]));
        }
        return list;
    }
    c10::List<at::Tensor> list;
    for (int32_t i = 0; i < value.length; ++i) {
        list.push_back(borrow(handles[i]));
    }
    return list;
}

bool is_list_of_optional(const c10::TypePtr& type) {
    const auto list = type->cast<c10::ListType>();
    return list && list->getElementType()->kind() == c10::TypeKind::OptionalType;
}

c10::IValue to_ivalue(const esp_value& value, const c10::Argument& argument) {
    switch (value.tag) {
        case ESP_NONE:
            return c10::IValue();
        case ESP_TENSOR:
            return borrow(value.pointer);
        case ESP_INT:
            return value.integer;
        case ESP_DOUBLE:
            return value.number;
        case ESP_BOOL:
            return value.integer != 0;
        case ESP_INT_LIST:
            return list_of<int64_t>(value);
        case ESP_BOOL_LIST:
            return list_of<bool>(value);
        case ESP_DOUBLE_LIST: {
            c10::List<double> list;
            const auto* items = static_cast<const double*>(value.pointer);
            for (int32_t i = 0; i < value.length; ++i) {
                list.push_back(items[i]);
            }
            return list;
        }
        case ESP_TENSOR_LIST:
            return tensors_of(value, is_list_of_optional(argument.type()));
        case ESP_STRING:
            return std::string(static_cast<const char*>(value.pointer), value.length);
        case ESP_DEVICE:
            return c10::Device(std::string(static_cast<const char*>(value.pointer), value.length));
        case ESP_GENERATOR:
            return *static_cast<at::Generator*>(value.pointer);
        default:
            TORCH_CHECK(false, "argument '", argument.name(), "' has the unknown tag ", value.tag);
    }
}

struct Results {
    esp_value* values;
    int32_t capacity;
    int32_t count = 0;

    void add(int32_t tag, int64_t integer, double number, void* pointer) {
        TORCH_CHECK(count < capacity, "the operator returned more than ", capacity, " results");
        esp_value& value = values[count++];
        value.tag = tag;
        value.length = 0;
        if (tag == ESP_DOUBLE) {
            value.number = number;
        } else if (tag == ESP_TENSOR) {
            value.pointer = pointer;
        } else {
            value.integer = integer;
        }
    }

    void add(const c10::IValue& result) {
        if (result.isTensor()) {
            add(ESP_TENSOR, 0, 0, hand_over(result.toTensor()));
        } else if (result.isTensorList()) {
            for (const at::Tensor& tensor : result.toTensorVector()) {
                add(ESP_TENSOR, 0, 0, hand_over(tensor));
            }
        } else if (result.isBool()) {
            add(ESP_BOOL, result.toBool() ? 1 : 0, 0, nullptr);
        } else if (result.isInt()) {
            add(ESP_INT, result.toInt(), 0, nullptr);
        } else if (result.isDouble()) {
            add(ESP_DOUBLE, 0, result.toDouble(), nullptr);
        } else if (result.isNone()) {
            add(ESP_NONE, 0, 0, nullptr);
        } else {
            TORCH_CHECK(false, "a result of type ", result.tagKind(), " cannot cross the border");
        }
    }

    void release() {
        for (int32_t i = 0; i < count; ++i) {
            if (values[i].tag == ESP_TENSOR) {
                esp_tensor_release(values[i].pointer);
            }
        }
        count = 0;
    }
};

}  // namespace

extern "C" int esp_operator_find(const char* name, const char* overload, esp_operator* found) {
    return guarded([&] {
        auto op = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(op.has_value(), "this libtorch has no operator ", name, ".", overload);
        *found = new c10::OperatorHandle(*op);  // lives as long as the process, like the registry it points into
    });
}

extern "C" int esp_operator_call(esp_operator op, const esp_value* arguments, int32_t count, esp_value* results, int32_t capacity,
                                 int32_t* produced) {
    Results out{results, capacity};
    const int status = guarded([&] {
        const auto& handle = *static_cast<c10::OperatorHandle*>(op);
        const auto& parameters = handle.schema().arguments();
        TORCH_CHECK(static_cast<size_t>(count) <= parameters.size(), "takes ", parameters.size(), " arguments, ", count, " were given");
        torch::jit::Stack stack;
        stack.reserve(parameters.size());
        for (int32_t i = 0; i < count; ++i) {
            stack.push_back(to_ivalue(arguments[i], parameters[i]));
        }
        for (size_t i = count; i < parameters.size(); ++i) {
            TORCH_CHECK(parameters[i].default_value().has_value(), "argument '", parameters[i].name(), "' is missing");
            stack.push_back(*parameters[i].default_value());
        }
        handle.callBoxed(&stack);
        for (const auto& result : stack) {
            out.add(result);
        }
    });
    if (status != 0) {
        out.release();
    }
    *produced = out.count;
    return status;
}
