using Espalier.Studies;
using Espalier.Tests.Data;

namespace Espalier.Tests.Studies;

public sealed class RunLogTests
{
    [Fact]
    public void An_interrupted_log_equals_a_straight_one()
    {
        using var folder = new TempFolder();
        var (straight, resumed) = (Path.Combine(folder.Path, "a.jsonl"), Path.Combine(folder.Path, "b.jsonl"));
        using (var log = RunLog.Start(straight))
        {
            Write(log, 0, 6);
        }

        long position;
        using (var log = RunLog.Start(resumed))
        {
            Write(log, 0, 3);
            position = log.Commit();
            Write(log, 3, 5);
        }

        using (var log = RunLog.Resume(resumed, position))
        {
            Write(log, 3, 6);
        }

        Assert.Equal(File.ReadAllText(straight), File.ReadAllText(resumed));
        Assert.Equal("""{"epochIndex":0,"loss":0.5,"note":"ä \"x\""}""", File.ReadLines(straight).First());
    }

    [Fact]
    public void It_goes_on_behind_what_another_left()
    {
        using var folder = new TempFolder();
        var (straight, continued) = (Path.Combine(folder.Path, "a.jsonl"), Path.Combine(folder.Path, "b.jsonl"));
        using (var log = RunLog.Start(straight))
        {
            Write(log, 0, 6);
        }

        foreach (var (from, to) in new[] { (0, 3), (3, 6) })
        {
            using var log = RunLog.Continue(continued);
            Write(log, from, to);
        }

        Assert.Equal(File.ReadAllText(straight), File.ReadAllText(continued));
    }

    [Fact]
    public void Numbers_that_are_not_finite_and_line_ends_stay_on_one_line()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a.jsonl");
        using (var log = RunLog.Start(path))
        {
            log.Append(new { Loss = double.NaN, Text = "two\nlines" });
        }

        Assert.Equal("""{"loss":"NaN","text":"two\nlines"}""", Assert.Single(File.ReadAllLines(path)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void A_position_where_no_line_ends_is_the_callers_fault(long position)
    {
        using var folder = new TempFolder();
        var path = folder.Write("a.jsonl", "12345\n6789\n"u8);

        var fault = Assert.Throws<InvalidInputException>(() => RunLog.Resume(path, position));
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Equal("12345\n6789\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_log_can_be_resumed_from_its_beginning_even_when_it_is_gone()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a.jsonl");
        using (var log = RunLog.Resume(path, 0))
        {
            log.Append(1);
        }

        Assert.Equal("1\n", File.ReadAllText(path));
    }

    private static void Write(RunLog log, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            log.Append(new { EpochIndex = i, Loss = i + 0.5, Note = "ä \"x\"" });
        }
    }
}
