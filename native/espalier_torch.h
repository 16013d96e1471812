// A flat C view of libtorch: every function returns 0, or 1 with the reason in esp_last_error().
// No C++ exception crosses this border, and a tensor crosses it as one owned reference to its TensorImpl.
#pragma once

#include <stdint.h>

// Only these functions leave the library.
#pragma GCC visibility push(default)

#ifdef __cplusplus
extern "C" {
#endif

typedef void* esp_tensor;
typedef void* esp_operator;
typedef void* esp_generator;

enum esp_tag {
    ESP_NONE = 0,
    ESP_TENSOR = 1,
    ESP_INT = 2,
    ESP_DOUBLE = 3,
    ESP_BOOL = 4,
    ESP_INT_LIST = 5,
    ESP_DOUBLE_LIST = 6,
    ESP_BOOL_LIST = 7,
    ESP_TENSOR_LIST = 8,
    ESP_STRING = 9,
    ESP_DEVICE = 10,
    ESP_GENERATOR = 11,
};

// An argument or a result of an operator. Lists are (pointer, length); bool lists are 64-bit integers.
typedef struct {
    int32_t tag;
    int32_t length;
    union {
        int64_t integer;
        double number;
        void* pointer;
    };
} esp_value;

typedef struct {
    int64_t dimensions;
    const int64_t* sizes;
    const int64_t* strides;
    void* data;
    int64_t elements;
    int32_t scalar_type;
    int32_t device_type;
    int32_t device_index;
    int32_t requires_grad;
    int32_t is_leaf;
    int32_t is_contiguous;
    int32_t is_channels_last;
} esp_tensor_info;

const char* esp_last_error(void);
// The id that a managed callback failed with on the way to the last error of this thread, or 0; taken once.
int64_t esp_take_cause(void);

int esp_operator_find(const char* name, const char* overload, esp_operator* found);
// Results are appended to results; tensor lists are flattened. Fails when there are more than capacity.
int esp_operator_call(esp_operator op, const esp_value* arguments, int32_t count, esp_value* results, int32_t capacity, int32_t* produced);

void esp_tensor_release(esp_tensor tensor);
// One more owned reference to the same tensor.
int esp_tensor_retain(esp_tensor tensor, esp_tensor* another);
int esp_tensor_describe(esp_tensor tensor, esp_tensor_info* info);
int esp_tensor_set_requires_grad(esp_tensor tensor, int32_t value);
int esp_tensor_get_grad(esp_tensor tensor, esp_tensor* grad);
int esp_tensor_set_grad(esp_tensor tensor, esp_tensor grad);

int esp_grad_mode_get(int32_t* enabled);
int esp_grad_mode_set(int32_t enabled);
int esp_autograd_backward(const esp_tensor* outputs, const esp_tensor* gradients, int32_t count, int32_t retain_graph,
                          int32_t create_graph);
int esp_autograd_grad(const esp_tensor* outputs, const esp_tensor* gradients, int32_t output_count, const esp_tensor* inputs,
                      int32_t input_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, esp_tensor* results);

// gradients and saved hand over their references; produced[i] hands one back (or null). needed[i] says which inputs want a gradient.
// Returns 0, or an id of what went wrong, for esp_take_cause.
typedef int64_t (*esp_node_backward)(int64_t id, const esp_tensor* gradients, int32_t gradient_count, const esp_tensor* saved,
                                     int32_t saved_count, const uint8_t* needed, int32_t input_count, esp_tensor* produced);
typedef void (*esp_node_release)(int64_t id);
// Makes the outputs depend on the inputs through a node whose backward is the callback.
// When nothing requires a gradient, no node is made, *attached is 0 and the id is not taken.
// differentiable[i] is per output; a saved tensor that is the k-th output is given with saved_output[i] = k, otherwise -1.
int esp_node_attach(int64_t id, const char* name, esp_node_backward backward, esp_node_release release, const esp_tensor* inputs,
                    int32_t input_count, const esp_tensor* outputs, const uint8_t* differentiable, int32_t output_count,
                    const esp_tensor* saved, const int32_t* saved_output, int32_t saved_count, int32_t* attached);

int esp_generator_create(const char* device, uint64_t seed, esp_generator* created);
int esp_generator_default(const char* device, esp_generator* found);
void esp_generator_release(esp_generator generator);
int esp_generator_seed(esp_generator generator, uint64_t seed);
int esp_generator_initial_seed(esp_generator generator, uint64_t* seed);
int esp_generator_get_state(esp_generator generator, esp_tensor* state);
int esp_generator_set_state(esp_generator generator, esp_tensor state);

// One step of stochastic gradient descent with momentum, in place; velocities begin as zeros. done is 0, and nothing happened, unless all
// are float32 on the processor without gaps.
int esp_sgd_step(
    const esp_tensor* parameters,
    const esp_tensor* gradients,
    const esp_tensor* velocities,
    int32_t count,
    double rate,
    double momentum,
    double decay,
    int32_t nesterov,
    int32_t* done);
// Scales gradients to a common 2-norm of at most so much; norm is what it was. done is as above.
int esp_clip_norm(const esp_tensor* gradients, int32_t count, double most, double* norm, int32_t* done);

int esp_threads_get(int32_t* count);
int esp_threads_set(int32_t count);
// Runs body(id, begin, end) over the parts of [0, count) on libtorch's own threads; parts hold at least grain numbers. The body returns 0,
// or an id of what went wrong, for esp_take_cause.
typedef int64_t (*esp_range_body)(int64_t id, int64_t begin, int64_t end);
int esp_parallel_for(int64_t count, int64_t grain, esp_range_body body, int64_t id);
int esp_cuda_available(int32_t* available);
const char* esp_version(void);
const char* esp_configuration(void);

#ifdef __cplusplus
}
#endif

#pragma GCC visibility pop
