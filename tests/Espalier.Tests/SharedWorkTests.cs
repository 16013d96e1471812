namespace Espalier.Tests;

public sealed class SharedWorkTests
{
    [Fact]
    public void A_fault_of_the_callers_is_told_as_it_was()
    {
        var fault = new InvalidInputException("there", "is no room", "make some");

        Assert.Same(fault, Assert.Throws<InvalidInputException>(() => SharedWork.Run(() => Parallel.For(0, 4, i =>
        {
            if (i == 2)
            {
                throw fault;
            }
        }))));
    }

    [Fact]
    public void Other_faults_stay_together() => Assert.IsType<FormatException>(Assert.Throws<AggregateException>(
        () => SharedWork.Run(() => Parallel.For(0, 4, _ => throw new FormatException()))).InnerExceptions[0]);

    [Fact]
    public void An_interruption_is_one() => Assert.ThrowsAny<OperationCanceledException>(() => SharedWork.Run(
        () => Parallel.For(0, 4, new ParallelOptions { CancellationToken = new CancellationToken(canceled: true) }, _ => { })));
}
