using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Espalier.EndToEnd.Browsing;

namespace Espalier.EndToEnd;

public sealed class ReportTests(TrainedRun run, Chromium browser) : IClassFixture<TrainedRun>, IClassFixture<Chromium>
{
    private const string Shown = "[...document.querySelectorAll('.front .panel')].filter(panel => panel.offsetHeight > 0)"
        + ".map(panel => panel.querySelector('figcaption').textContent).join()";

    private const string Circle = "document.querySelector('#training .plot .dot').getBoundingClientRect()";

    [Fact]
    public async Task A_report_is_one_page_beside_the_run_and_measures_the_network_once()
    {
        var folder = Copy("once");

        var first = (await Cli.Run("report", folder, "--images", "16", "--threads", "1", "--json")).Json();
        var file = first.GetProperty("file").GetString()!;
        var page = await File.ReadAllTextAsync(file);
        var kept = await File.ReadAllBytesAsync(Path.Combine(folder, "robustness.json"));
        var second = (await Cli.Run("report", folder, "--threads", "1", "--json")).Json();

        Assert.Equal(Path.Combine(folder, "report.html"), file);
        Assert.Contains("95&#160;%:", page, StringComparison.Ordinal);
        Assert.Contains("Accuracy under PGD-2", page, StringComparison.Ordinal);
        Assert.Equal(16, first.GetProperty("robustness").GetProperty("images").GetInt32());
        Assert.Equal(first.GetProperty("robustness").GetRawText(), second.GetProperty("robustness").GetRawText());
        Assert.Equal(kept, await File.ReadAllBytesAsync(Path.Combine(folder, "robustness.json")));
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    [Fact]
    public async Task A_run_without_its_data_or_its_end_says_what_is_missing()
    {
        var folder = Copy("partial");
        foreach (var name in new[] { "result.json", "model.safetensors", "study.json", "study.db" })
        {
            File.Delete(Path.Combine(folder, name));
        }

        var settings = Path.Combine(folder, "run.json");
        var document = JsonNode.Parse(await File.ReadAllTextAsync(settings))!;
        document["data"] = "/nowhere/<script>alert(1)</script>";
        await File.WriteAllTextAsync(settings, document.ToJsonString());

        var told = (await Cli.Run("report", folder, "--out", Path.Combine(folder, "own.html"))).Succeeds();
        var page = await File.ReadAllTextAsync(told.Out.Trim());

        Assert.Contains("The run is not finished", page, StringComparison.Ordinal);
        Assert.Contains("The data could not be read", page, StringComparison.Ordinal);
        Assert.Contains("search --resume", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_page_is_sound_in_a_browser_light_and_dark_wide_and_narrow()
    {
        // Another page can be looked at, and what is seen be kept: docs/report.md says how.
        var file = Environment.GetEnvironmentVariable("ESPALIER_REPORT") ?? await Page();
        var album = Environment.GetEnvironmentVariable("ESPALIER_PICTURES");
        var tab = await browser.NewTab();
        foreach (var (width, height, dark) in new[] { (1200, 1640, false), (1200, 1640, true), (360, 1180, false), (360, 1180, true) })
        {
            await tab.Look(width, height, dark, phone: width < 600);
            await tab.Show(file);

            Assert.Equal(width, (await tab.Evaluate("document.documentElement.scrollWidth")).GetValue<double>());
            Assert.Equal("[]", (await tab.Evaluate(Clipped)).ToJsonString());
            Assert.Equal("[]", (await tab.Evaluate(Colliding)).ToJsonString());
            if (width < 600)
            {
                await tab.Evaluate("document.querySelector('#search').scrollIntoView({ behavior: 'instant' }), true");
            }

            var picture = await tab.Screenshot();
            Assert.Equal((width < 600 ? 2 : 1) * width, BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)));
            Assert.True(picture.Length > 10_000, "the picture is all but empty");
            if (album is not null)
            {
                await File.WriteAllBytesAsync(Path.Combine(album, $"report-{(dark ? "dark" : "light")}-{width}.png"), picture);
            }

            var paper = (await tab.Evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]")).GetValue<string>();
            Assert.Equal(dark, int.Parse(paper) < 128);
        }

        Assert.Empty(tab.Complaints);
        Assert.All(tab.Requests, address => Assert.True(
            address.StartsWith("data:", StringComparison.Ordinal) || address == new Uri(file).AbsoluteUri, address));
        Assert.Contains(new Uri(file).AbsoluteUri, tab.Requests);
    }

    [ChromiumFact]
    public async Task Points_speak_to_the_mouse_and_the_keyboard()
    {
        var tab = await browser.NewTab();
        await tab.Look(1200, 900, dark: false);
        await tab.Show(await Page());
        await tab.Evaluate("document.querySelector('#training').scrollIntoView({ behavior: 'instant' }), true");

        // The scrolling hides what is told.
        await tab.Evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
        var x = (await tab.Evaluate($"{Circle}.x + 4")).GetValue<double>();
        var y = (await tab.Evaluate($"{Circle}.y + 4")).GetValue<double>();
        await tab.PointAt(x, y);
        await tab.Until("!document.querySelector('.tip').hidden && document.querySelector('.tip').textContent.startsWith('epoch 1')");
        Assert.Contains("train: ", (await tab.Evaluate("document.querySelector('.tip').textContent")).GetValue<string>(), StringComparison.Ordinal);

        await tab.PointAt(3, 3);
        await tab.Until("document.querySelector('.tip').hidden");
        await tab.Evaluate("document.querySelector('#training .plot .dot').focus(), true");
        await tab.Press("ArrowRight");
        await tab.Until("document.querySelector('.tip').textContent.startsWith('epoch 2')");
        await tab.Press("Escape");
        await tab.Until("document.querySelector('.tip').hidden");
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task The_axes_of_the_front_can_be_chosen()
    {
        var tab = await browser.NewTab();
        await tab.Look(1200, 900, dark: false);
        await tab.Show(await Page());

        Assert.Equal("clean accuracy over parameters", (await tab.Evaluate(Shown)).GetValue<string>());
        await tab.Evaluate($"{Choose("MACs")}, {Choose("PGD")}, true");

        Assert.Equal("accuracy under PGD over multiply-accumulates", (await tab.Evaluate(Shown)).GetValue<string>());
        Assert.Empty(tab.Complaints);
    }

    [ChromiumFact]
    public async Task Without_scripts_the_axes_can_be_chosen_all_the_same_and_points_keep_the_browsers_own_tips()
    {
        var tab = await browser.NewTab();
        await tab.Look(1200, 900, dark: false);
        await tab.ForbidScripts();
        await tab.Show(await Page());

        await tab.Evaluate($"{Choose("MACs")}, true");

        Assert.Equal("clean accuracy over multiply-accumulates", (await tab.Evaluate(Shown)).GetValue<string>());
        var told = (await tab.Evaluate("document.querySelector('#training .plot title').textContent")).GetValue<string>();
        Assert.StartsWith("epoch 1\n", told, StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    /// <summary>Texts of charts that leave the page's width.</summary>
    private const string Clipped = """
        [...document.querySelectorAll('.chart text, .chart figcaption, .chart .axis')].filter(text => text.getClientRects().length > 0)
            .filter(text => { const box = text.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth; })
            .map(text => text.textContent)
        """;

    /// <summary>Texts of one axis or one chart that lie over each other.</summary>
    private const string Colliding = """
        [...document.querySelectorAll('.plot > svg')].flatMap(svg => {
            const boxes = [...svg.querySelectorAll('text')].filter(text => text.getClientRects().length > 0)
                .map(text => [text.textContent, text.getBoundingClientRect()]);
            return boxes.flatMap(([name, one], i) => boxes.slice(i + 1)
                .filter(([, other]) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
                .map(([other]) => `${name} / ${other}`));
        })
        """;

    private static string Choose(string axis) =>
        $"[...document.querySelectorAll('.chooser label')].find(label => label.textContent === '{axis}').click()";

    /// <summary>The page that the tests with a browser share.</summary>
    private async Task<string> Page()
    {
        var file = run.Workspace.Path("shared.html");
        if (!File.Exists(file))
        {
            (await Cli.Run("report", Copy("shared"), "--images", "8", "--threads", "1", "--out", file)).Succeeds();
        }

        return file;
    }

    private string Copy(string name)
    {
        var folder = Directory.CreateDirectory(run.Workspace.Path($"report-{name}")).FullName;
        foreach (var file in Directory.GetFiles(run.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }
}
