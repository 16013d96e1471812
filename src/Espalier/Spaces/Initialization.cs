namespace Espalier.Spaces;

/// <summary>Fresh weights from a generator of the run, so that a seed decides them.</summary>
public static class Initialization
{
    /// <summary>Draws every convolution and linear layer anew, in order of registration, as PyTorch initialises them.</summary>
    public static void Draw(Module network, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(network);
        foreach (var module in network.modules())
        {
            switch (module)
            {
                case Conv2d convolution:
                    convolution.reset_parameters(generator);
                    break;
                case Linear linear:
                    linear.reset_parameters(generator);
                    break;
                default:
                    break;
            }
        }
    }
}
