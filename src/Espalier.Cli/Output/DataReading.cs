using Espalier.Data;

namespace Espalier.Cli.Output;

/// <summary>Reads data while somebody watches on standard error.</summary>
internal static class DataReading
{
    /// <summary>Reads the dataset of a name.</summary>
    /// <param name="name">What <c>--data</c> was given.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="expected">What a network takes, where there is one already.</param>
    /// <param name="warn">Whether to tell what the source decided.</param>
    /// <exception cref="InterruptedException">Ctrl-C.</exception>
    internal static Dataset Load(string name, DataOptions options, ImageShape? expected = null, bool warn = true) => Interruption.Guard(
        token => Watching.Run(watch => DataCatalog.Load(name, new DataRequest
        {
            Options = options,
            Expected = expected,
            Observer = new BelatedObserver(watch(string.Empty), TimeProvider.System, warn),
            Cancellation = token,
        })),
        "interrupted while reading the data; nothing was begun");
}
