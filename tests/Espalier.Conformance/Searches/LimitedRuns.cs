using Espalier.Catalog;
using Espalier.Costs;
using Espalier.Objectives;
using Espalier.Spaces;
using Espalier.Studies;

namespace Espalier.Conformance.Searches;

/// <summary>
/// Whole runs under every limit that can be counted: the architecture that a run leaves keeps them, and somebody who watches sees it come.
/// </summary>
internal static class LimitedRuns
{
    /// <summary>Runs a method, and gives the faults of the run.</summary>
    /// <param name="method">The method.</param>
    /// <param name="space">The space.</param>
    /// <param name="run">Who runs.</param>
    public static IEnumerable<string> Faults(CatalogEntry method, ISearchSpace space, Func<FlowSettings, string, IFlowObserver, RunResult> run)
    {
        var settings = Settings(method, space);
        var (folder, watch) = (Directory.CreateTempSubdirectory("espalier-"), new Watch());
        try
        {
            var result = run(settings, Path.Combine(folder.FullName, "run"), watch);
            var genotype = space.Parse(result.Genotype, "result");
            var cost = Cost(space, genotype);
            return Legality.Faults(space, genotype)
                .Concat(settings.Limits.Excess(cost) > 0 ? [$"{cost} is outside the limits: {settings.Limits}"] : [])
                .Concat(cost.Parameters != result.Params || cost.Macs != result.Macs ? [$"it says {result.Params} and {result.Macs}, not {cost}"] : [])
                .Concat(watch.Faults())
                .ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A search that leaves room in the middle half of what the space's networks cost.</summary>
    private static FlowSettings Settings(CatalogEntry method, ISearchSpace space)
    {
        var random = new SeededRandom(3);
        var costs = Enumerable.Range(0, 8).Select(_ => Cost(space, space.Sample(random))).ToArray();
        var parameters = costs.Select(cost => cost.Parameters).Order().ToArray();
        return new FlowSettings
        {
            Method = method.Card.Name,
            Options = MethodSpaces.Brief(method),
            Space = space.Name,
            Data = TinyProblem.Dataset.Name,
            SearchEpochs = TinyProblem.Epochs,
            Search = Size,
            SearchBatch = TinyProblem.Data.Train.Count,
            Final = Size,
            Candidates = 1,
            Train = false,
            Limits = new NetworkLimits
            {
                MinParams = parameters[2],
                MaxParams = parameters[5],
                MaxMacs = costs.Select(cost => cost.Macs).Order().ElementAt(6),
            },
            Threads = 1,
        };
    }

    private static NetworkSize Size => new(TinyProblem.Settings.Channels, TinyProblem.Settings.Cells);

    private static NetworkCost Cost(ISearchSpace space, Genotype genotype)
    {
        var input = TinyProblem.Settings.Input;
        using var network = space.Build(genotype, TinyProblem.Settings);
        return NetworkCost.Of(network, [input.Channels, input.Height, input.Width]);
    }

    /// <summary>Looks at what is told of the search.</summary>
    private sealed class Watch : IFlowObserver
    {
        private readonly List<(string Stage, string Detail)> begun = [];
        private readonly List<(long Done, long Total, string Text)> told = [];

        public IEnumerable<string> Faults()
        {
            if (!begun.Any(stage => stage.Stage == "search" && !string.IsNullOrWhiteSpace(stage.Detail)))
            {
                yield return "nobody is told that a search begins";
            }

            if (told.Count == 0
                || told.Any(progress => progress.Total != told.Count || string.IsNullOrWhiteSpace(progress.Text))
                || !told.Select(progress => progress.Done).SequenceEqual(Enumerable.Range(1, told.Count).Select(step => (long)step)))
            {
                yield return $"its progress is told as {string.Join("; ", told)}";
            }
        }

        public void Begin(string stage, string detail) => begun.Add((stage, detail));

        public void Progress(long done, long total, string text, bool milestone)
        {
            if (begun is [.., ("search", _)])
            {
                told.Add((done, total, text));
            }
        }

        public void Warn(string text)
        {
        }
    }
}
