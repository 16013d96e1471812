using System.Globalization;
using System.Text;
using Espalier.Reports;
using Espalier.Studies;

namespace Espalier.Cli.Benches;

/// <summary>The table for people: Markdown that begins with what made it, and a chart.</summary>
internal static class DifferentiablePage
{
    private const double Percent = 100;

    internal static string Markdown(DifferentiableTable table)
    {
        var (search, environment) = (table.Search, table.Environment);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            Made by

                {table.Command}

            with Espalier {environment.Version}, .NET {environment.Dotnet}, libtorch {environment.Libtorch}, {Plural(environment.Threads, "thread")} on {environment.Cpu}, vectors of {environment.VectorBits} bits.

            Each search: a supernet of {search.Channels} channels and {search.Cells} cells (residual blocks counted) on {(search.Images == 0 ? "all training images" : Plural(search.Images, "training image"))} of `{search.Data}`, half of them to judge by,
            {Plural(search.Epochs, "epoch")} in batches of {search.Batch}{(search.StemStride == 2 ? ", stem of stride 2" : string.Empty)}. Nothing is trained afterwards: accuracies, ranks and parameters are those of the NAS-Bench-201 table, of
            the published network after 200 epochs; ranks are among 15,625 by the test on CIFAR-10, those that are equal share the middle. Mean ± standard deviation over {Plural(table.Methods[0].Runs.Count, "seed")}.

            | method | CIFAR-10 test % | CIFAR-100 test % | ImageNet16-120 test % | rank | CIFAR-10 validation % | skips | nones | parameters | search s | peak MiB |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|

            """);
        foreach (var method in table.Methods)
        {
            var means = method.Means;
            text.Append(CultureInfo.InvariantCulture, $"| {method.Name} | {Share(means.Cifar10)} | {Share(means.Cifar100)} | {Share(means.ImageNet16)} | {Number(means.Rank, "N0")} | "
                + $"{Share(means.Cifar10Validation)} | {Number(means.SkipConnects, "0.0")} | {Number(means.Nones, "0.0")} | {Number(means.Params, "N0")} | "
                + $"{Number(means.SearchSeconds, "N1")} | {Number(means.PeakRssMiB, "N0")} |\n");
        }

        foreach (var told in table.References)
        {
            var (accuracy, deviation) = (told.Accuracy, told.Deviation);
            text.Append(CultureInfo.InvariantCulture, $"| *{told.Name}* | {Share(accuracy.Cifar10, deviation?.Cifar10)} | {Share(accuracy.Cifar100, deviation?.Cifar100)} | "
                + $"{Share(accuracy.ImageNet16, deviation?.ImageNet16)} | {told.Rank:N0} | {Share(accuracy.Cifar10Validation, deviation?.Cifar10Validation)} | | | "
                + $"{told.Params:N0} | | |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nRandom cells are reckoned, not drawn: the expected value and the standard deviation of one search that takes, of so many different cells, the one that is best on\nthe validation images of CIFAR-10 after 12 epochs.");
        foreach (var told in table.References.Where(told => told.TableSeconds is not null))
        {
            text.Append(CultureInfo.InvariantCulture, $" Training {told.Draws:N0} cells so far took the benchmark's GPU {told.TableSeconds:N0} s on average.");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n\n![test accuracy by method]({DifferentiableBench.Name}.svg)\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| method | seed | cell | CIFAR-10 test % | CIFAR-100 test % | ImageNet16-120 test % | rank | skips | nones | parameters | search s | step ms | peak MiB |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var (method, run) in table.Methods.SelectMany(method => method.Runs.Select(run => (method, run))))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {method.Name} | {run.Seed} | `{run.Cell.Replace("|", "\\|", StringComparison.Ordinal)}` | {Share(run.Accuracy.Cifar10)} | "
                + $"{Share(run.Accuracy.Cifar100)} | {Share(run.Accuracy.ImageNet16)} | {Rank(run)} | {run.SkipConnects} | {run.Nones} | {run.Params:N0} | "
                + $"{run.SearchSeconds:N1} | {run.StepMilliseconds:N0} | {run.PeakRssMiB:N0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nOptions that were set:\n\n");
        foreach (var method in table.Methods)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {method.Name}: {(method.Options.Count == 0 ? "none" : string.Join(", ", method.Options.Select(option => $"`{option.Key}={option.Value}`")))}\n");
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

    internal static string Share(double value, double? deviation = null) => string.Create(
        CultureInfo.InvariantCulture, $"{value * Percent:0.00}{(deviation is { } spread ? Apart(spread * Percent, "0.00") : string.Empty)}");

    internal static string Share(ResultMean mean) => Share(mean.Mean, mean.Deviation);

    internal static string Number(ResultMean? mean, string format) => mean is null
        ? "-"
        : mean.Mean.ToString(format, CultureInfo.InvariantCulture) + (mean.Deviation is { } spread ? Apart(spread, format) : string.Empty);

    internal static string Rank(DifferentiableRun run) => new Espalier.Estimators.TableRank(
        run.RankFirst - 1, run.RankLast - run.RankFirst + 1, run.RankLast).ToString();

    private static string Apart(double spread, string format) => $" ± {spread.ToString(format, CultureInfo.InvariantCulture)}";

    private static string Plural(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");
}
