using Espalier.Objectives;

namespace Espalier.Tests.Objectives;

public sealed class VotingTests
{
    public static TheoryData<TeacherVote, double> Votes { get; } = new()
    {
        { TeacherVote.Mean, 1 },
        { TeacherVote.Mean, 4 },
        { TeacherVote.Majority, 1 },
        { TeacherVote.Product, 1 },
        { TeacherVote.Product, 4 },
    };

    [Theory]
    [MemberData(nameof(Votes))]
    public void A_vote_is_a_distribution_and_that_of_equals_is_that_of_one(TeacherVote vote, double temperature)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor[] teachers = [.. Enumerable.Range(0, 3).Select(_ => randn([6, 5], ScalarType.Float64, generator: generator) * 2)];

        var mixed = Voting.Of(teachers, temperature, vote, 0.1);
        var equal = Voting.Of([teachers[0], teachers[0], teachers[0]], temperature, vote, 0.1);
        var one = Voting.Of([teachers[0]], temperature, vote, 0.1);

        Assert.Equal(0, (mixed.sum(-1) - 1).abs().max().ToDouble(), 1e-12);
        Assert.True(mixed.min().ToDouble() > 0);
        Assert.Equal(0, (equal - one).abs().max().ToDouble(), 1e-12);
        if (vote != TeacherVote.Majority)
        {
            Assert.Equal(0, (one - (teachers[0] / temperature).softmax(-1)).abs().max().ToDouble(), 1e-12);
        }
    }

    // Probabilities (0.8, 0.2) and (0.2, 0.8) and (0.6, 0.4).
    [Theory]
    [InlineData(TeacherVote.Mean, 1.6 / 3)]
    [InlineData(TeacherVote.Majority, 0.95)]
    [InlineData(TeacherVote.Product, 0.5337374)]
    public void Three_teachers_of_two_classes_in_closed_form(TeacherVote vote, double expected)
    {
        using var scope = NewDisposeScope();
        Tensor[] teachers = [.. new[] { 0.8, 0.2, 0.6 }.Select(p => tensor([Math.Log(p), Math.Log(1 - p)], [1, 2]))];

        Assert.Equal(expected, Voting.Of(teachers, 1, vote, 0.1)[0][0].ToDouble(), 1e-5);
    }

    // Two hold the first class likelier by a little, one the second by far: the mean would be its.
    [Fact]
    public void The_majority_is_of_voices_not_of_probabilities()
    {
        using var scope = NewDisposeScope();
        Tensor[] teachers = [.. new[] { 0.55, 0.55, 0.01 }.Select(p => tensor([Math.Log(p), Math.Log(1 - p)], [1, 2]))];

        Assert.Equal([1, 0], Voting.Of(teachers, 1, TeacherVote.Majority, 0).data<double>().ToArray());
        Assert.True(Voting.Of(teachers, 1, TeacherVote.Mean, 0)[0][0].ToDouble() < 0.5);
    }

    [Fact]
    public void Between_classes_of_equally_many_votes_the_mean_decides()
    {
        using var scope = NewDisposeScope();
        Tensor[] teachers = [.. new[] { 0.6, 0.1 }.Select(p => tensor([Math.Log(p), Math.Log(1 - p)], [1, 2]))];

        Assert.Equal([0, 1], Voting.Of(teachers, 1, TeacherVote.Majority, 0).data<double>().ToArray());
    }

    [Fact]
    public void Nobody_does_not_vote() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Voting.Of([], 1, TeacherVote.Mean, 0));
}
