using System.Text.RegularExpressions;
using System.Xml.Linq;
using Espalier.Data;
using Espalier.Reports;
using Espalier.Tests.Training;

namespace Espalier.Tests.Reports;

public sealed partial class ReportPageTests
{
    private const string Hostile = "\"><script>alert('x')</script><img src=x onerror=alert(1)>";

    [Fact]
    public void A_finished_run_is_told_with_intervals_and_in_full()
    {
        var page = ReportPage.Of(Runs.Finished);

        Assert.Contains("<b>75.0\u00a0%</b><span>95\u00a0%: 68.6–80.5\u00a0%</span>", Decoded(page), StringComparison.Ordinal);
        Assert.Contains("PGD-10, ε 2/255", page, StringComparison.Ordinal);
        Assert.Contains("accuracy under PGD over latency", page, StringComparison.Ordinal);
        Assert.Contains("./espalier search --data toy", page, StringComparison.Ordinal);
        Assert.Contains("The run was resumed: 2 processes", page, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "class=\"cells\""));
        Assert.Equal(page, ReportPage.Of(Runs.Finished));
    }

    [Fact]
    public void A_chosen_network_that_is_not_on_the_front_is_said_not_to_be()
    {
        var result = Runs.Finished.Result!;
        var others = Runs.Finished with { Result = result with { Front = [result.Front[0] with { Genotype = "another" }] } };

        Assert.Contains("The one that the run chose is not among them.", ReportPage.Of(others), StringComparison.Ordinal);
        Assert.DoesNotContain("The one that the run chose is not among them.", ReportPage.Of(Runs.Finished), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unfinished_run_says_what_is_missing()
    {
        var page = Decoded(ReportPage.Of(Runs.Unfinished));

        Assert.Contains("The run is not finished (interrupted)", page, StringComparison.Ordinal);
        Assert.Contains("Go on with: ./espalier search --resume 'runs/first'", page, StringComparison.Ordinal);
        Assert.Contains("The search has logged nothing yet", page, StringComparison.Ordinal);
        Assert.Contains("The data is not at hand", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"trials\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_search_has_no_such_section_and_one_without_a_training_says_so()
    {
        Assert.DoesNotContain("id=\"search\"", ReportPage.Of(Runs.Finished with { Method = "given", Searches = false }), StringComparison.Ordinal);
        var result = Runs.Finished.Result! with { Train = null, Accuracy = null };
        var searched = Runs.Finished with { Trains = false, Robustness = null, Result = result };
        Assert.Contains("The run was to stop before the training", ReportPage.Of(searched), StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_text_everywhere()
    {
        var result = Runs.Finished.Result!;
        var images = Toy.Images(8);
        var data = new ImageSet(Hostile, images.Shape, [Hostile, "b", "c", "d"], new byte[8 * images.Shape.Length], new byte[8]);
        var page = ReportPage.Of(Runs.Finished with
        {
            Name = Hostile,
            Folder = Hostile,
            State = "interrupted",
            Method = Hostile,
            Space = Hostile,
            Data = Hostile,
            Command = Hostile,
            Notes = [Hostile],
            Settings = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [Hostile] = Hostile }),
            Sessions = [Runs.Finished.Sessions[0] with { Host = Hostile }],
            Robustness = Runs.Finished.Robustness! with { Data = Hostile },
            Dataset = new Dataset(Hostile, data, data),
            Result = result with
            {
                Front = [result.Front[0] with { Genotype = Hostile }],
                Environment = result.Environment with { Cpu = Hostile },
            },
        });

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "<script"));
    }

    [Fact]
    public void The_page_needs_nothing_else()
    {
        var page = ReportPage.Of(Runs.Finished);

        // Names of XML name spaces are no addresses that anybody asks.
        Assert.DoesNotMatch("https?://(?!www.w3.org/2000/svg)", page);
        Assert.All(Addresses().Matches(page), address => Assert.Matches("^(#|data:)", address.Groups[1].Value));
    }

    [Fact]
    public void Its_body_is_well_formed()
    {
        var page = Decoded(ReportPage.Of(Runs.Finished), keepMarkup: true);
        var main = page[page.IndexOf("<main>", StringComparison.Ordinal)..(page.IndexOf("</main>", StringComparison.Ordinal) + 7)];

        // Elements that HTML leaves open are the only difference to XML here.
        var xml = XElement.Parse(Void().Replace(main, "<$1$2/>").Replace(" checked", " checked=\"\"", StringComparison.Ordinal));

        var ids = xml.DescendantsAndSelf().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(xml.Descendants().Where(part => part.Name.LocalName == "section"), section =>
            Assert.Contains((string)section.Attribute("aria-labelledby")!, ids));
    }

    private static string Decoded(string page, bool keepMarkup = false) => keepMarkup
        ? page.Replace("&nbsp;", " ", StringComparison.Ordinal)
        : System.Net.WebUtility.HtmlDecode(page);

    [GeneratedRegex("(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("<(img|input|br)([^>]*)>")]
    private static partial Regex Void();
}
