using System.Collections;
using System.Reflection;
using Espalier.Torch.Modules;

namespace Espalier.Torch;

public static partial class torch
{
    /// <summary>Neural networks: modules, layers and losses.</summary>
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and parts of its own, each under a name. It owns them all: disposing it frees them.
        /// </summary>
        public abstract class Module : IDisposable
        {
            private readonly List<(string Name, Parameter Value)> parameters_ = [];
            private readonly List<(string Name, Tensor Value)> buffers_ = [];
            private readonly List<(string Name, Module Value)> modules_ = [];
            private readonly string name;

            /// <summary>An empty module.</summary>
            /// <param name="name">How it names itself in text.</param>
            protected Module(string name) => this.name = name;

            /// <summary>Whether it is in training mode; a new module is.</summary>
            public bool training { get; private set; } = true;

            /// <summary>How it names itself.</summary>
            public virtual string GetName() => name;

            /// <summary>Puts it and its parts in training mode.</summary>
            public void train(bool on = true)
            {
                training = on;
                foreach (var (_, module) in modules_)
                {
                    module.train(on);
                }
            }

            /// <summary>Puts it and its parts in evaluation mode.</summary>
            public void eval() => train(false);

            /// <summary>Its parts and itself, outermost first.</summary>
            public IEnumerable<Module> modules() => named_modules().Select(pair => pair.module).Prepend(this);

            /// <summary>Its direct parts.</summary>
            public IEnumerable<(string name, Module module)> named_children() => modules_;

            /// <summary>Its parts at every depth with their dotted names, outermost first.</summary>
            public IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (own, module) in modules_)
                {
                    yield return (own, module);
                    foreach (var (inner, part) in module.named_modules())
                    {
                        yield return ($"{own}.{inner}", part);
                    }
                }
            }

            /// <summary>Its parameters and its parts', with dotted names, in order of registration.</summary>
            public IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Walk(module => module.parameters_, recurse);

            /// <summary>Its parameters and its parts'.</summary>
            public IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            /// <summary>State that is saved but not trained, with dotted names.</summary>
            public IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true) => Walk(module => module.buffers_, recurse);

            /// <summary>State that is saved but not trained.</summary>
            public IEnumerable<Tensor> buffers(bool recurse = true) => named_buffers(recurse).Select(pair => pair.buffer);

            /// <summary>All parameters and buffers by name. The tensors stay the module's.</summary>
            public Dictionary<string, Tensor> state_dict()
            {
                var state = new Dictionary<string, Tensor>(StringComparer.Ordinal);
                foreach (var (key, value) in named_parameters())
                {
                    state.Add(key, value);
                }

                foreach (var (key, value) in named_buffers())
                {
                    state.Add(key, value);
                }

                return state;
            }

            /// <summary>Copies values into its parameters and buffers.</summary>
            /// <exception cref="ArgumentException">
            /// With <paramref name="strict"/>: names are missing or too many; always: a shape differs.
            /// </exception>
            public void load_state_dict(IReadOnlyDictionary<string, Tensor> source, bool strict = true)
            {
                ArgumentNullException.ThrowIfNull(source);
                var own = state_dict();
                var missing = own.Keys.Except(source.Keys).ToArray();
                var unknown = source.Keys.Except(own.Keys).ToArray();
                if (strict && missing.Length + unknown.Length > 0)
                {
                    throw new ArgumentException(
                        $"the state does not fit {name}: missing [{string.Join(", ", missing)}], unknown [{string.Join(", ", unknown)}]",
                        nameof(source));
                }

                var misfit = own.FirstOrDefault(
                    pair => source.TryGetValue(pair.Key, out var given) && !given.shape.SequenceEqual(pair.Value.shape));
                if (misfit.Key is not null)
                {
                    throw new ArgumentException($"{misfit.Key} is {misfit.Value}, the state holds {source[misfit.Key]}", nameof(source));
                }

                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                foreach (var (key, value) in own.Where(pair => source.ContainsKey(pair.Key)))
                {
                    value.copy_(source[key]);
                }
            }

            /// <summary>Moves its parameters and buffers to a device, in place.</summary>
            public void to(Device device)
            {
                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                foreach (var tensor in parameters().Concat(buffers()))
                {
                    tensor.set_data(tensor.to(device));
                }
            }

            /// <summary>Changes the element type of its floating-point parameters and buffers, in place.</summary>
            public void to(ScalarType type)
            {
                using var scope = NewDisposeScope();
                using var unrecorded = no_grad();
                foreach (var tensor in parameters().Concat(buffers()).Where(tensor => tensor.dtype is ScalarType.Float32 or ScalarType.Float64))
                {
                    tensor.set_data(tensor.to(type));
                }
            }

            /// <summary>Frees its gradients.</summary>
            public void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    parameter.grad = null;
                }
            }

            /// <inheritdoc/>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Registers a parameter; the module owns it from now on.</summary>
            protected internal void register_parameter(string name, Parameter param) => parameters_.Add((Fresh(name), param));

            /// <summary>Registers state that is saved but not trained; the module owns it from now on.</summary>
            protected internal void register_buffer(string name, Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                buffers_.Add((Fresh(name), tensor.DetachFromDisposeScope()));
            }

            /// <summary>Registers a part; the module owns it from now on.</summary>
            protected internal void register_module(string name, Module submodule) => modules_.Add((Fresh(name), submodule));

            /// <summary>
            /// Registers every field that holds a part or a parameter under the field's name; for the end of a constructor.
            /// </summary>
            protected void RegisterComponents()
            {
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    const BindingFlags Own =
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
                    foreach (var field in type.GetFields(Own).Where(field => !field.Name.StartsWith('<')))
                    {
                        switch (field.GetValue(this))
                        {
                            case Module module when modules_.TrueForAll(pair => !ReferenceEquals(pair.Value, module)):
                                register_module(field.Name, module);
                                break;
                            case Parameter parameter when parameters_.TrueForAll(pair => !ReferenceEquals(pair.Value, parameter)):
                                register_parameter(field.Name, parameter);
                                break;
                            default:
                                break;
                        }
                    }
                }
            }

            /// <summary>Frees its parameters, buffers and parts.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                parameters_.ForEach(pair => pair.Value.Dispose());
                buffers_.ForEach(pair => pair.Value.Dispose());
                modules_.ForEach(pair => pair.Value.Dispose());
            }

            private string Fresh(string given)
            {
                var taken = parameters_.Exists(pair => pair.Name == given) || buffers_.Exists(pair => pair.Name == given)
                    || modules_.Exists(pair => pair.Name == given);
                return taken ? throw new ArgumentException($"{name} already has a '{given}'", nameof(given)) : given;
            }

            private IEnumerable<(string Name, T Value)> Walk<T>(Func<Module, List<(string Name, T Value)>> own, bool recurse)
            {
                foreach (var pair in own(this))
                {
                    yield return pair;
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (part, module) in modules_)
                {
                    foreach (var (inner, value) in module.Walk(own, recurse: true))
                    {
                        yield return ($"{part}.{inner}", value);
                    }
                }
            }
        }

        /// <summary>A module from one value to another.</summary>
        /// <typeparam name="T">What it takes.</typeparam>
        /// <typeparam name="TResult">What it gives.</typeparam>
        public abstract class Module<T, TResult>(string name) : Module(name)
        {
            private readonly List<Action<Module<T, TResult>, T, TResult>> hooks = [];

            /// <summary>Computes the output, without hooks.</summary>
            public abstract TResult forward(T input);

            /// <summary>Computes the output and shows it to the hooks.</summary>
            public TResult call(T input)
            {
                var output = forward(input);
                foreach (var hook in hooks.ToArray())
                {
                    hook(this, input, output);
                }

                return output;
            }

            /// <summary>Whether somebody watches its calls: then nobody may compute its output in another way. Not in TorchSharp.</summary>
            public bool has_forward_hooks => hooks.Count > 0;

            /// <summary>Shows every later call's input and output to an observer, until the result is disposed.</summary>
            public IDisposable register_forward_hook(Action<Module<T, TResult>, T, TResult> hook)
            {
                hooks.Add(hook);
                return new Hook(() => hooks.Remove(hook));
            }

            private sealed class Hook(Action remove) : IDisposable
            {
                public void Dispose() => remove();
            }
        }

        /// <summary>Parts in a row, by index.</summary>
        /// <typeparam name="T">The type of the parts.</typeparam>
        public sealed class ModuleList<T> : Module, IReadOnlyList<T>
            where T : Module
        {
            private readonly List<T> list = [];

            /// <summary>A list of parts.</summary>
            public ModuleList(params IEnumerable<T> modules)
                : base(nameof(ModuleList<>))
            {
                ArgumentNullException.ThrowIfNull(modules);
                foreach (var module in modules)
                {
                    Add(module);
                }
            }

            /// <inheritdoc/>
            public int Count => list.Count;

            /// <inheritdoc/>
            public T this[int index] => list[index];

            /// <summary>Appends a part.</summary>
            public void Add(T module)
            {
                register_module(list.Count.ToString(), module);
                list.Add(module);
            }

            /// <inheritdoc/>
            public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

            /// <inheritdoc/>
            IEnumerator IEnumerable.GetEnumerator() => list.GetEnumerator();
        }
    }
}
