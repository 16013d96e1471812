using System.Globalization;
using Espalier.Torch.Modules;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>Optimisers and learning-rate schedules.</summary>
    public static partial class optim
    {
        /// <summary>Changes parameters by their gradients. It owns its state, not the parameters.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>The name of a state that counts a parameter's steps, an int64 scalar.</summary>
            protected const string StepCount = "step";

            private readonly Dictionary<string, Tensor> state = new(StringComparer.Ordinal);

            /// <summary>An optimiser of these parameters.</summary>
            protected Optimizer(IEnumerable<Parameter> parameters, double learningRate)
            {
                Parameters = [.. parameters];
                LearningRate = InitialLearningRate = learningRate;
            }

            /// <summary>The factor of the next step.</summary>
            public double LearningRate { get; set; }

            /// <summary>The factor it began with, which schedules start from.</summary>
            public double InitialLearningRate { get; }

            /// <summary>How many steps were taken.</summary>
            public long Steps { get; private set; }

            /// <summary>What it changes.</summary>
            protected IReadOnlyList<Parameter> Parameters { get; }

            /// <summary>Frees the gradients: parameters that the next pass does not reach are then left alone.</summary>
            public void zero_grad()
            {
                foreach (var parameter in Parameters)
                {
                    parameter.grad = null;
                }
            }

            /// <summary>Takes one step. A parameter without a gradient is not touched.</summary>
            public void step()
            {
                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                Steps++;
                var changed = Parameters.Index()
                    .Select(pair => (pair.Index, Parameter: pair.Item, Gradient: pair.Item.grad!))
                    .Where(part => part.Gradient is not null)
                    .ToArray();
                if (changed.Length > 0)
                {
                    Update(changed);
                }
            }

            /// <summary>
            /// Its tensors by name (<c>3.momentum_buffer</c>: of the fourth parameter), for a checkpoint. They stay its own.
            /// </summary>
            public IReadOnlyDictionary<string, Tensor> state_dict() => state;

            /// <summary>Puts back a state from <see cref="state_dict"/>, with the counters that a checkpoint keeps beside it.</summary>
            /// <exception cref="ArgumentException">A tensor is of no parameter, or has not its shape.</exception>
            public void load_state_dict(IReadOnlyDictionary<string, Tensor> source, long steps, double learningRate)
            {
                ArgumentNullException.ThrowIfNull(source);
                if (source.Where(pair => !Fits(pair.Key, pair.Value)).Select(pair => pair.Key).FirstOrDefault() is { } misfit)
                {
                    throw new ArgumentException($"'{misfit}' {source[misfit]} is the state of no parameter here", nameof(source));
                }

                using var scope = NewDisposeScope();
                var copies = source.ToDictionary(pair => pair.Key, pair => pair.Value.clone(), StringComparer.Ordinal);
                Clear();
                foreach (var (key, value) in copies)
                {
                    state[key] = value.DetachFromDisposeScope();
                }

                (Steps, LearningRate) = (steps, learningRate);
            }

            /// <inheritdoc/>
            public void Dispose()
            {
                Clear();
                GC.SuppressFinalize(this);
            }

            /// <summary>Changes parameters in place; at least one.</summary>
            protected abstract void Update((int Index, Parameter Parameter, Tensor Gradient)[] parts);

            /// <summary>A tensor of the state, made at its first use.</summary>
            protected Tensor State(int index, string name, Func<Tensor> create)
            {
                ArgumentNullException.ThrowIfNull(create);
                var key = $"{index}.{name}";
                return state.TryGetValue(key, out var found) ? found : state[key] = create().DetachFromDisposeScope();
            }

            /// <summary>Whether the state holds a tensor already.</summary>
            protected bool HasState(int index, string name) => state.ContainsKey($"{index}.{name}");

            /// <summary>Steps pass over a parameter and its state together, and look at the parameter's size alone.</summary>
            private bool Fits(string key, Tensor value)
            {
                var dot = key.IndexOf('.', StringComparison.Ordinal);
                return dot > 0
                    && int.TryParse(key.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < Parameters.Count
                    && (key.AsSpan(dot + 1) is StepCount
                        ? value.numel() == 1 && value.dtype == ScalarType.Int64
                        : value.shape.SequenceEqual(Parameters[index].shape) && value.dtype == Parameters[index].dtype);
            }

            private void Clear()
            {
                foreach (var tensor in state.Values)
                {
                    tensor.Dispose();
                }

                state.Clear();
            }
        }
    }
}
