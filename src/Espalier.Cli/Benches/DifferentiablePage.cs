using System.Globalization;
using System.Text;
using Espalier.Estimators;
using Espalier.Reports;

namespace Espalier.Cli.Benches;

/// <summary>The table for people: Markdown that begins with what made it, and a chart.</summary>
internal static class DifferentiablePage
{
    private const double Percent = 100;
    private static readonly string[] Tests = ["CIFAR-10 test %", "CIFAR-100 test %", "ImageNet16-120 test %"];

    internal static string Markdown(DifferentiableTable table)
    {
        var text = new StringBuilder();
        Begin(text, table);
        Means(text, table);
        Random(text, table.References);
        text.Append("![test accuracy by method](").Append(DifferentiableBench.Name).Append(".svg)\n\n");
        Runs(text, table.Methods);
        text.Append("\nOptions that were set:\n\n");
        foreach (var method in table.Methods)
        {
            var options = method.Options.Select(option => $"`{option.Key}={option.Value}`").DefaultIfEmpty("none");
            text.Append("- ").Append(method.Name).Append(": ").AppendJoin(", ", options).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The test on CIFAR-10, method by method.</summary>
    internal static string Svg(DifferentiableTable table) => new SpreadChart(
        "Cells found, by the table: test accuracy on CIFAR-10 after 200 epochs",
        "%",
        [
            .. table.Methods.Select(method => new SpreadRow(
                method.Name, [.. method.Runs.Select(run => run.Accuracy.Cifar10 * Percent)], method.Means.Cifar10.Mean * Percent)),
            .. table.References.Select(told => new SpreadRow(told.Name, [], told.Accuracy.Cifar10 * Percent, told.Deviation?.Cifar10 * Percent)
            {
                Reference = true,
            }),
        ]).ToSvg();

    private static void Begin(StringBuilder text, DifferentiableTable table)
    {
        var (search, environment) = (table.Search, table.Environment);
        var images = search.Images == 0 ? "all training images" : Plural(search.Images, "training image");
        var stem = search.StemStride == 2 ? ", stem of stride 2" : string.Empty;
        var over = table.Methods[0].Runs.Count is > 1 and var seeds ? $"Mean ± standard deviation over {seeds} seeds." : "One seed.";
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            with Espalier {environment.Version}, .NET {environment.Dotnet}, libtorch {environment.Libtorch},
            {Plural(environment.Threads, "thread")} on {environment.Cpu}, vectors of {environment.VectorBits} bits.

            Each search: a supernet of {search.Channels} channels and {search.Cells} cells (residual blocks counted){stem},
            {images} of `{search.Data}`, half of them to judge by, {Plural(search.Epochs, "epoch")} in batches of {search.Batch}.
            Nothing is trained afterwards: accuracies, ranks and parameters are those of the NAS-Bench-201 table, of the published network after 200 epochs.
            Ranks are among 15,625 by the test on CIFAR-10; of cells that are equal each has the middle of their places. {over}


            """);
    }

    private static void Means(StringBuilder text, DifferentiableTable table)
    {
        string[] heads = ["method", .. Tests, "rank", "CIFAR-10 validation %", "skips", "nones", "parameters", "search s", "peak MiB"];
        Head(text, heads);
        foreach (var (name, means) in table.Methods.Select(method => (method.Name, method.Means)))
        {
            text.Row(
                name,
                Figures.Share(means.Cifar10),
                Figures.Share(means.Cifar100),
                Figures.Share(means.ImageNet16),
                Figures.Number(means.Rank, "N0"),
                Figures.Share(means.Cifar10Validation),
                Figures.Number(means.SkipConnects, "0.0"),
                Figures.Number(means.Nones, "0.0"),
                Figures.Number(means.Params, "N0"),
                Figures.Number(means.SearchSeconds, "N1"),
                Figures.Number(means.PeakRssMiB, "N0"));
        }

        foreach (var (told, deviation) in table.References.Select(told => (told, told.Deviation)))
        {
            text.Row(
                $"*{told.Name}*",
                Figures.Share(told.Accuracy.Cifar10, deviation?.Cifar10),
                Figures.Share(told.Accuracy.Cifar100, deviation?.Cifar100),
                Figures.Share(told.Accuracy.ImageNet16, deviation?.ImageNet16),
                Figures.Number(told.Rank),
                Figures.Share(told.Accuracy.Cifar10Validation, deviation?.Cifar10Validation),
                string.Empty,
                string.Empty,
                Figures.Number(told.Params),
                string.Empty,
                string.Empty);
        }
    }

    private static void Random(StringBuilder text, IReadOnlyList<DifferentiableReference> references)
    {
        text.Append("""

            Random cells are reckoned, not drawn: the expected value and the standard deviation of one search that takes, of so many different cells,
            the one that is best on the validation images of CIFAR-10 after 12 epochs.
            """);
        foreach (var told in references.Where(told => told.TableSeconds is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $" So to train {told.Draws:N0} took its GPU {told.TableSeconds:N0} s on average.");
        }

        text.Append("\n\n");
    }

    private static void Runs(StringBuilder text, IReadOnlyList<DifferentiableMethod> methods)
    {
        string[] heads = ["method", "seed", "cell", .. Tests, "rank", "skips", "nones", "parameters", "search s", "step ms", "peak MiB"];
        Head(text, heads);
        foreach (var (method, run) in methods.SelectMany(method => method.Runs.Select(run => (method, run))))
        {
            text.Row(
                method.Name,
                run.Seed.ToString(CultureInfo.InvariantCulture),
                $"`{run.Cell.Replace("|", "\\|", StringComparison.Ordinal)}`",
                Figures.Share(run.Accuracy.Cifar10),
                Figures.Share(run.Accuracy.Cifar100),
                Figures.Share(run.Accuracy.ImageNet16),
                new TableRank(run.RankFirst - 1, run.RankLast - run.RankFirst + 1, run.RankLast).ToString(),
                Figures.Number(run.SkipConnects),
                Figures.Number(run.Nones),
                Figures.Number(run.Params),
                Figures.Number(run.SearchSeconds, "N1"),
                Figures.Number(run.StepMilliseconds),
                Figures.Number(run.PeakRssMiB));
        }
    }

    private static void Head(StringBuilder text, string[] cells)
    {
        text.Row(cells);
        text.Row(Array.ConvertAll(cells, cell => cell is "method" or "cell" ? "---" : "--:"));
    }

    private static string Plural(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");
}
