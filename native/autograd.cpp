// Gradients, and nodes of the graph whose backward is written on the managed side.
#include <algorithm>

#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include "guard.h"

using espalier::adopt;
using espalier::borrow;
using espalier::guarded;
using espalier::hand_over;
using espalier::ManagedError;
using torch::autograd::Node;
using torch::autograd::SavedVariable;
using torch::autograd::variable_list;

namespace {

variable_list list_of(const esp_tensor* handles, int32_t count) {
    variable_list list;
    list.reserve(count);
    for (int32_t i = 0; i < count; ++i) {
        list.push_back(borrow(handles[i]));
    }
    return list;
}

std::vector<esp_tensor> hand_over_all(variable_list& tensors) {
    std::vector<esp_tensor> handles;
    handles.reserve(tensors.size());
    for (at::Tensor& tensor : tensors) {
        handles.push_back(hand_over(std::move(tensor)));
    }
    return handles;
}

struct ManagedNode : public Node {
    int64_t id = 0;
    std::string label;
    esp_node_backward backward = nullptr;
    esp_node_release released = nullptr;
    std::vector<SavedVariable> saved;
    std::vector<bool> saved_is_output;

    ~ManagedNode() override {
        if (released != nullptr) {
            released(id);
        }
    }

    std::string name() const override {
        return label;
    }

    void release_variables() override {
        std::lock_guard<std::mutex> lock(mutex_);
        saved.clear();
    }

    variable_list unpack() {
        std::lock_guard<std::mutex> lock(mutex_);
        TORCH_CHECK(saved.size() == saved_is_output.size(), label,
                    ": the saved tensors were freed by an earlier backward; give retain_graph: true to go backward twice");
        variable_list unpacked;
        for (size_t i = 0; i < saved.size(); ++i) {
            unpacked.push_back(saved[i].unpack(saved_is_output[i] ? shared_from_this() : nullptr));
        }
        return unpacked;
    }

    variable_list apply(variable_list&& incoming) override {
        // Whatever can fail comes before the first reference is handed over.
        variable_list unpacked = unpack();
        const size_t inputs = next_edges().size();
        std::vector<uint8_t> needed(inputs);
        for (size_t i = 0; i < inputs; ++i) {
            needed[i] = task_should_compute_output(i) ? 1 : 0;
        }
        std::vector<esp_tensor> produced(inputs, nullptr);
        std::vector<esp_tensor> gradients = hand_over_all(incoming);
        std::vector<esp_tensor> kept = hand_over_all(unpacked);
        const int64_t cause = backward(id, gradients.data(), static_cast<int32_t>(gradients.size()), kept.data(),
                                        static_cast<int32_t>(kept.size()), needed.data(), static_cast<int32_t>(inputs), produced.data());
        variable_list result;
        for (esp_tensor handle : produced) {
            result.push_back(adopt(handle));
        }
        if (cause != 0) {
            throw ManagedError(label + ": backward threw an exception", cause);
        }
        return result;
    }
};

}  // namespace

extern "C" int esp_grad_mode_get(int32_t* enabled) {
    return guarded([&] { *enabled = at::GradMode::is_enabled() ? 1 : 0; });
}

extern "C" int esp_grad_mode_set(int32_t enabled) {
    return guarded([&] { at::GradMode::set_enabled(enabled != 0); });
}

extern "C" int esp_autograd_backward(const esp_tensor* outputs, const esp_tensor* gradients, int32_t count, int32_t retain_graph,
                                     int32_t create_graph) {
    return guarded([&] {
        const auto seeds = gradients == nullptr ? variable_list() : list_of(gradients, count);
        torch::autograd::backward(list_of(outputs, count), seeds, retain_graph != 0, create_graph != 0);
    });
}

extern "C" int esp_autograd_grad(const esp_tensor* outputs, const esp_tensor* gradients, int32_t output_count, const esp_tensor* inputs,
                                 int32_t input_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused,
                                 esp_tensor* results) {
    return guarded([&] {
        const auto seeds = gradients == nullptr ? variable_list() : list_of(gradients, output_count);
        auto found = torch::autograd::grad(list_of(outputs, output_count), list_of(inputs, input_count), seeds, retain_graph != 0,
                                           create_graph != 0, allow_unused != 0);
        for (int32_t i = 0; i < input_count; ++i) {
            results[i] = hand_over(std::move(found[i]));
        }
    });
}

extern "C" int esp_node_attach(int64_t id, const char* name, esp_node_backward backward, esp_node_release release,
                               const esp_tensor* inputs, int32_t input_count, const esp_tensor* outputs, const uint8_t* differentiable,
                               int32_t output_count, const esp_tensor* saved, const int32_t* saved_output, int32_t saved_count,
                               int32_t* attached) {
    *attached = 0;
    return guarded([&] {
        const variable_list sources = list_of(inputs, input_count);
        if (!at::GradMode::is_enabled() || !torch::autograd::any_variable_requires_grad(sources)) {
            return;
        }
        variable_list products = list_of(outputs, output_count);
        for (size_t i = 0; i < products.size(); ++i) {
            const auto same = [&](const at::Tensor& other) { return other.is_same(products[i]); };
            TORCH_CHECK(!products[i].requires_grad() && std::none_of(sources.begin(), sources.end(), same), name,
                        ": an output already has a history or is an input; return a fresh tensor");
            TORCH_CHECK(std::none_of(products.begin(), products.begin() + i, same), name, ": one tensor is returned as two outputs");
        }
        std::shared_ptr<ManagedNode> node(new ManagedNode(), torch::autograd::deleteNode);
        node->label = name;
        node->backward = backward;
        node->set_next_edges(torch::autograd::collect_next_edges(sources));
        for (int32_t i = 0; i < output_count; ++i) {
            if (differentiable[i] != 0) {
                torch::autograd::set_history(products[i], node);
            } else {
                node->add_input_metadata(Node::undefined_input{});
            }
        }
        for (int32_t i = 0; i < saved_count; ++i) {
            const bool is_output = saved_output[i] >= 0;
            node->saved.emplace_back(is_output ? products[saved_output[i]] : borrow(saved[i]), is_output);
            node->saved_is_output.push_back(is_output);
        }
        // Last, so that a failure above leaves the id with the caller.
        node->id = id;
        node->released = release;
        *attached = 1;
    });
}
