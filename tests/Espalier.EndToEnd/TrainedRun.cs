namespace Espalier.EndToEnd;

/// <summary>One finished search, which several tests look at.</summary>
public sealed class TrainedRun : IAsyncLifetime
{
    internal Workspace Workspace { get; } = new();

    internal Outcome Outcome { get; private set; } = new(-1, string.Empty, string.Empty);

    internal string Folder => Workspace.Path("run");

    public async Task InitializeAsync() => Outcome = await Cli.Run(Workspace.Search("e2rnas", "run", "--json", "--seed", "5"));

    public Task DisposeAsync()
    {
        Workspace.Dispose();
        return Task.CompletedTask;
    }
}
