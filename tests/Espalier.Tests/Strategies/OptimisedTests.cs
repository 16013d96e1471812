using Espalier.Strategies;
using Espalier.Strategies.Evolution;
using Espalier.Strategies.Gradient;

namespace Espalier.Tests.Strategies;

public sealed class OptimisedTests
{
    [Fact]
    public void Objectives_by_default_and_those_that_the_options_take()
    {
        Equal(["accuracy"], ["params", "robustness", "corruptions", "ood"], typeof(DartsOptions));
        Equal(["accuracy", "params"], ["robustness", "corruptions", "ood"], typeof(E2rnasOptions));
        Equal(["accuracy"], ["params", "corruptions", "ood"], typeof(Picky));
    }

    [Fact]
    public void Without_such_an_option_accuracy_alone()
    {
        Equal(["accuracy"], [], typeof(RandomSearchOptions));
        Equal(["accuracy"], [], null);
    }

    private static void Equal(string[] always, string[] optional, Type? options)
    {
        var found = Optimised.Of(options);

        Assert.Equal(always, found.Always);
        Assert.Equal(optional, found.Optional);
    }

    private sealed record Picky
    {
        public string Objectives
        {
            get;
            init => field = value.Contains("robustness", StringComparison.Ordinal) ? throw new ArgumentException("not that") : value;
        } = "accuracy";
    }
}
