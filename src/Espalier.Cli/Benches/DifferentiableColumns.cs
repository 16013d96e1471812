using Espalier.Estimators;
using Espalier.Estimators.Tables;

namespace Espalier.Cli.Benches;

/// <summary>What cells are compared by: after 200 epochs on the test images of three data sets, and on CIFAR-10's validation images.</summary>
internal sealed record DifferentiableColumns(TableColumn Cifar10, TableColumn Cifar100, TableColumn ImageNet16, TableColumn Validation)
{
    private const int Epochs = 200;

    internal static DifferentiableColumns Of(NasBench201Table table) => new(
        table.Accuracy(NasBench201Data.Cifar10, TableSplit.Test, Epochs),
        table.Accuracy(NasBench201Data.Cifar100, TableSplit.Test, Epochs),
        table.Accuracy(NasBench201Data.ImageNet16, TableSplit.Test, Epochs),
        table.Accuracy(NasBench201Data.Cifar10, TableSplit.Validation, Epochs));

    /// <summary>A row's accuracies.</summary>
    internal DifferentiableAccuracy At(int row) => Each(column => column[row]);

    /// <summary>Something of each column.</summary>
    internal DifferentiableAccuracy Each(Func<TableColumn, double> value) =>
        new(value(Cifar10), value(Cifar100), value(ImageNet16), value(Validation));
}
