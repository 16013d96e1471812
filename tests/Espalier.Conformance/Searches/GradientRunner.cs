using Espalier.Spaces;
using Espalier.Strategies;
using Espalier.Supernets;

namespace Espalier.Conformance.Searches;

/// <summary>Searches the tiny problem with a strategy that each session makes anew.</summary>
internal sealed class GradientRunner(IRelaxedSpace space, Func<GradientContext, GradientStrategy> create, SupernetForm? form = null)
{
    public const ulong Seed = 5;

    public IRelaxedSpace Space => space;

    public SupernetForm? Form => form;

    /// <summary>One session, from the folder's checkpoint if there is one.</summary>
    /// <param name="folder">Where log and checkpoint are.</param>
    /// <param name="stopAfter">The step after which it is interrupted; null: it is not.</param>
    /// <param name="poisonAfter">The step after which every shared weight is no number, 0 before the first; null: none is.</param>
    public GradientRun Run(SearchFolder folder, int? stopAfter = null, int? poisonAfter = null)
    {
        var ledger = new TensorLedger();
        var (told, epochs, tensors, warnings) =
            (new List<SearchProgress>(), new List<IReadOnlyList<EpochSummary>>(), new List<long>(), new List<string>());
        Genotype genotype;
        IReadOnlyList<double[,]> mixture;
        SearchReport? report = null;
        using (var supernet = TinyProblem.Supernet(space, Seed, form))
        using (var strategy = create(TinyProblem.Context(space, supernet, Seed)))
        using (var stop = new CancellationTokenSource())
        {
            PoisonAfter(0);
            try
            {
                var outcome = Search(strategy, folder).Run(Watch, warnings.Add, stop.Token, epochs.Add);
                (genotype, report) = (outcome.Genotype, outcome.Report);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                genotype = strategy.Derive();
            }

            mixture = strategy.Mixture();

            void Watch(SearchProgress progress)
            {
                told.Add(progress);
                tensors.Add(ledger.OfThread);
                PoisonAfter(progress.Done);
                if (progress.Done == stopAfter)
                {
                    stop.Cancel();
                }
            }

            void PoisonAfter(long step)
            {
                if (step == poisonAfter)
                {
                    Poison(supernet);
                }
            }
        }

        return new GradientRun(genotype, mixture, report, told, epochs, tensors, ledger.Fault, warnings);
    }

    private static GradientSearch Search(GradientStrategy strategy, SearchFolder folder) => new(
        strategy,
        TinyProblem.Loader(TinyProblem.Data.Train),
        TinyProblem.Loader(TinyProblem.Data.Validation),
        TinyProblem.Epochs,
        folder.Checkpoint,
        folder.Log,
        new StoppedClock());

    private static void Poison(Supernet supernet)
    {
        using var unrecorded = no_grad();
        foreach (var weight in supernet.parameters())
        {
            weight.fill_(float.NaN);
        }
    }
}
