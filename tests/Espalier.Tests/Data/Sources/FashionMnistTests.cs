using Espalier.Data.Sources;

namespace Espalier.Tests.Data.Sources;

public class FashionMnistTests
{
    [FashionMnistFact]
    public void The_real_dataset_has_its_known_size_and_balance()
    {
        var dataset = new FashionMnist().Load("fashion-mnist", new());

        Assert.Equal((60_000, 10_000), (dataset.Train.Count, dataset.Test.Count));
        Assert.Equal("1x28x28", dataset.Train.Shape.ToString());
        Assert.All(dataset.Train.Labels.CountBy(label => label), pair => Assert.Equal(6_000, pair.Value));
        Assert.All(dataset.Test.Labels.CountBy(label => label), pair => Assert.Equal(1_000, pair.Value));
        Assert.Equal("Ankle boot", dataset.Train.ClassNames[dataset.Train.Labels[0]]);

        // The mean and deviation everybody normalises this dataset with.
        var statistics = Espalier.Data.ChannelStatistics.Of(dataset.Train);
        Assert.Equal(0.2860f, statistics.Mean[0], 1e-4f);
        Assert.Equal(0.3530f, statistics.Std[0], 1e-4f);
    }

    [Fact]
    public void Where_it_is_not_installed_the_message_says_how_to_get_it()
    {
        using var folder = new TempFolder();
        var absent = Path.Combine(folder.Path, "absent");

        var error = Assert.Throws<InvalidInputException>(() => new FashionMnist(absent).Load("fashion-mnist", new()));

        Assert.StartsWith(absent, error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install dataset-fashion-mnist", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
