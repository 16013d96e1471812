namespace Espalier.Torch.Modules;

/// <summary>A leaf tensor that belongs to a module and is trained. No scope owns it.</summary>
public sealed class Parameter : torch.Tensor
{
    /// <summary>A parameter over the memory of <paramref name="data"/>, outside its graph.</summary>
    /// <exception cref="TorchException">It is to require gradients, and its type is not floating-point.</exception>
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(Detached(data))
    {
        DetachFromDisposeScope();
        try
        {
            requires_grad_(requires_grad);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static nint Detached(torch.Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var view = data.detach();
        return view.NewReference();
    }
}
