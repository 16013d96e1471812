using System.CommandLine;
using System.Globalization;
using Espalier.Attacks;
using Espalier.Cli.Benches;
using Espalier.Cli.Benches.Evidence;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Export.Gate;
using Espalier.Studies;
using Espalier.Training;

namespace Espalier.Cli.Commands;

/// <summary><c>bench e2rnas</c>: what E2RNAS is worth beside its ablations, DARTS, random search and an architecture made by hand.</summary>
internal sealed class EvidenceCommand
{
    private readonly Option<string?> data = Given.Text("--data", "D,D", "whose images (default fashion-mnist); of folders the name is told");
    private readonly Option<string?> methods = Given.Text(
        "--methods",
        "A,B",
        $"some of {string.Join(", ", EvidenceMethod.All.Select(method => method.Name))} (default: all), "
        + "each with options of its search behind it: e2rnas+lower=pgd-7");

    private readonly Option<string?> seeds = Given.Text("--seeds", "N,N", "each method is searched and trained with each of these (default 1,2,3)");
    private readonly Option<string?> recipes = Given.Text("--recipes", "R,R", "how final networks are trained (default standard,fast)");
    private readonly Option<int?> batch = Given.Whole("--batch", "images per step of searches and final trainings (default 64)", 2);
    private readonly Option<int?> searchEpochs = Given.Whole("--search-epochs", "epochs of a gradient search (default 6)", 1);
    private readonly Option<int?> searchImages = Given.Whole("--search-images", "training images a search sees, half of them to judge by (default 4000)", 2);
    private readonly Option<int?> trials = Given.Whole("--trials", "candidates of random search, each trained for two epochs (default 24)", 1);
    private readonly Option<int?> trainEpochs = Given.Whole("--train-epochs", "epochs of a final training (default 8)", 1);
    private readonly Option<int?> trainImages = Given.Whole("--train-images", "its images, 0 = all (default 12000, or all where there are fewer)", 0);
    private readonly Option<int?> size = Given.Whole("--params", "parameters of every final network, as near as its channels allow (default 40000)", 1);
    private readonly Option<string?> epsilon = Given.Text("--epsilon", "2/255", "radius of attacks and of adversarial training (default 2/255)");
    private readonly Option<string?> searchEpsilon = Given.Text(
        "--search-epsilon", "2/255", "radius of adversarial images in searches (default: that of --epsilon)");
    private readonly Option<int?> testImages = Given.Whole("--test-images", "the first so many test images for FGSM and PGD-20, 0 = all (default 0)", 0);
    private readonly Option<int?> attackImages = Given.Whole("--attack-images", "the first so many test images for AutoAttack (default 200)", 1);
    private readonly Option<int?> jobs = Given.Whole("--jobs", "methods and seeds that are worked at side by side (default 1)", 1);
    private readonly Option<int?> threads = Given.Whole("--threads", "threads of every step (default: the processors, shared out over the jobs)", 1);
    private readonly Option<string?> output = Given.Text("--out", "DIR", "where it goes (default runs/bench-e2rnas)");
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new EvidenceCommand();
        var command = new Command(
            EvidenceBench.Name,
            "Search by E2RNAS, its ablations, DARTS, random search and none at all, train clean and adversarially, attack with FGSM, PGD-20 and AutoAttack. "
            + "Each step is a command in a process of its own, and a run in --out DIR; the same command goes on where it was interrupted. "
            + "Writes e2rnas.md, .json and charts.")
        {
            own.data, own.methods, own.seeds, own.recipes, own.batch, own.searchEpochs, own.searchImages, own.trials, own.trainEpochs, own.trainImages,
            own.size, own.epsilon, own.searchEpsilon, own.testImages, own.attackImages, own.jobs, own.threads, own.output, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var chosen = EvidenceMethod.Parse(parsed.GetValue(methods));
        var settings = Settings(parsed);
        OnnxClassifier.RequireRuntime();
        var root = parsed.GetValue(output) ?? Path.Combine("runs", $"bench-{EvidenceBench.Name}");
        var command = CommandText.Of(parsed);
        var (rows, searches) = Interruption.Guard(
            token => new EvidenceBench(root, settings, chosen).Run(Console.Error.WriteLine, token),
            $"interrupted, the state is saved; go on with: {command}");
        var environment = RunEnvironment.Capture(settings.Threads ?? Environment.ProcessorCount);
        Tell(parsed, new BenchFolder(root), new(command, environment, settings.Epsilon, rows, searches));
        return ExitCode.Done;
    }

    private EvidenceSettings Settings(ParseResult parsed)
    {
        var radius = parsed.GetValue(epsilon) ?? "2/255";
        AttackSettings.ParseEpsilon(radius, "--epsilon");
        var searched = parsed.GetValue(searchEpsilon) ?? radius;
        AttackSettings.ParseEpsilon(searched, "--search-epsilon");
        var side = parsed.GetValue(jobs) ?? 1;
        var sets = (parsed.GetValue(data) ?? "fashion-mnist").Split(',', StringSplitOptions.TrimEntries);
        var trained = (parsed.GetValue(recipes) ?? "standard,fast").Split(',', StringSplitOptions.TrimEntries);
        Array.ForEach(trained, name => RecipeCatalog.Create(name));
        return sets.Select(EvidenceUnit.Short).Distinct().Count() < sets.Length
            ? throw new InvalidInputException("--data", "two of them have one name", "give folders of different names")
            : new EvidenceSettings
            {
                Data = sets,
                Seeds = GivenNumbers.Of("--seeds", parsed.GetValue(seeds) ?? "1,2,3", ulong.MaxValue),
                Recipes = trained,
                Batch = parsed.GetValue(batch) ?? 64,
                SearchEpochs = parsed.GetValue(searchEpochs) ?? 6,
                SearchImages = parsed.GetValue(searchImages) ?? 4000,
                Trials = parsed.GetValue(trials) ?? 24,
                TrainEpochs = parsed.GetValue(trainEpochs) ?? 8,
                TrainImages = parsed.GetValue(trainImages),
                Params = parsed.GetValue(size) ?? 40_000,
                Epsilon = radius,
                SearchEpsilon = searched,
                TestImages = parsed.GetValue(testImages) ?? 0,
                AttackImages = parsed.GetValue(attackImages) ?? 200,
                Threads = parsed.GetValue(threads) ?? (side > 1 ? Math.Max(1, Environment.ProcessorCount / side) : null),
                Jobs = side,
            };
    }

    private void Tell(ParseResult parsed, BenchFolder folder, EvidenceTable table)
    {
        foreach (var (name, svg) in EvidencePage.Charts(table))
        {
            folder.Save($"{EvidenceBench.Name}-{name}.svg", svg);
        }

        folder.Save($"{EvidenceBench.Name}.json", table.ToJson() + "\n");
        var page = folder.Save($"{EvidenceBench.Name}.md", EvidencePage.Markdown(table));
        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(table.ToJson());
            return;
        }

        var sheet = new Sheet("data", "training", "method", ">seed", ">parameters", ">clean", ">FGSM", ">PGD-20", ">AutoAttack", ">search s");
        foreach (var row in table.Rows)
        {
            sheet.Add(
                row.Data,
                row.Recipe,
                row.Method,
                row.Seed.ToString(CultureInfo.InvariantCulture),
                Readable.Count(row.Params),
                Readable.Share(row.Clean.Accuracy().Fraction),
                row.Fgsm is { } fgsm ? Readable.Share(fgsm.Accuracy().Fraction) : string.Empty,
                Readable.Share(row.Pgd.Accuracy().Fraction),
                row.Auto is { } auto ? Readable.Share(auto.Accuracy().Fraction) : string.Empty,
                Readable.Seconds(row.SearchSeconds ?? 0));
        }

        sheet.Print();
        Console.Out.WriteLine($"saved as {page}, with intervals, .json and charts beside it; every network is in a folder there");
    }
}
