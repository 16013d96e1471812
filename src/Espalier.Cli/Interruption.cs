using System.Runtime.InteropServices;

namespace Espalier.Cli;

/// <summary>
/// Turns the first Ctrl-C (or a polite request to end) into a cancelled token, so that the work can save its state. The second one
/// ends the process at once, as if nobody listened.
/// </summary>
/// <remarks>
/// A signal that follows within a second is taken for the same request: <c>timeout</c>, shells and job managers send one to the process and
/// one to its group.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan SameRequest = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource source = new();
    private long first;
    private readonly PosixSignalRegistration[] registrations;

    internal Interruption()
    {
        PosixSignal[] requests = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        registrations = Array.ConvertAll(requests, signal => PosixSignalRegistration.Create(signal, Receive));
    }

    internal CancellationToken Token => source.Token;

    /// <summary>Works until it is done or interrupted.</summary>
    /// <param name="work">Is given the token.</param>
    /// <param name="message">What to tell the user then: what is saved, and the command that goes on.</param>
    /// <exception cref="InterruptedException">It was interrupted.</exception>
    internal static T Guard<T>(Func<CancellationToken, T> work, string message)
    {
        using var interruption = new Interruption();
        try
        {
            return work(interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            throw new InterruptedException(message);
        }
    }

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        source.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        var now = TimeProvider.System.GetTimestamp();
        var began = Interlocked.CompareExchange(ref first, now, 0);
        context.Cancel = began == 0 || TimeProvider.System.GetElapsedTime(began, now) < SameRequest;
        source.Cancel();
    }
}

/// <summary>The work was interrupted; the message says how to go on.</summary>
internal sealed class InterruptedException(string message) : Exception(message);
