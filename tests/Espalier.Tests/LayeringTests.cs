using System.Text.RegularExpressions;

namespace Espalier.Tests;

/// <summary>
/// Holds the layering rule of the toolkit on its source text: a tool names no stage; a stage names another stage only through that stage's
/// root namespace; files in the root may name everything.
/// </summary>
public sealed partial class LayeringTests
{
    private static readonly string[] Stages =
    [
        "Data", "Spaces", "Supernets", "Estimators", "Strategies", "Fronts", "Training", "Compression", "Evaluation", "Export",
        "Deployment", "Studies", "Reports",
    ];

    private static readonly string[] Tools =
        ["Objectives", "Costs", "Balancing", "Attacks", "Corruptions", "Kernels", "Catalog", "Statistics"];

    [Fact]
    public void Every_source_file_keeps_to_its_layer()
    {
        var faults = SourceFiles().SelectMany(file => Faults(file.Path, file.Text)).ToList();

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public void Every_folder_is_a_stage_or_a_tool()
    {
        var folders = SourceFiles().Select(file => file.Path.Split('/')).Where(parts => parts.Length > 1).Select(parts => parts[0]);

        Assert.Empty(folders.Except([.. Stages, .. Tools]));
    }

    [Fact]
    public void Every_namespace_follows_its_folder()
    {
        var strays = SourceFiles()
            .Select(file => (file.Path, Expected: NamespaceOf(file.Path), Found: NamespaceLine().Match(file.Text).Groups[1].Value))
            .Where(file => file.Found.Length > 0 && file.Found != file.Expected)
            .Select(file => $"{file.Path}: namespace {file.Found}, expected {file.Expected}")
            .ToList();

        Assert.True(strays.Count == 0, string.Join(Environment.NewLine, strays));
    }

    [Theory]
    [InlineData("Attacks/Broken.cs", "using Espalier.Training;", "Espalier.Training")]
    [InlineData("Costs/Broken.cs", "using static Espalier.Spaces.Darts.DartsOperations;", "Espalier.Spaces")]
    [InlineData("Kernels/Broken.cs", "using Net = Espalier.Supernets.ISupernet;", "Espalier.Supernets")]
    [InlineData("Balancing/Broken.cs", "global using global::Espalier.Data;", "Espalier.Data")]
    [InlineData("Catalog/Broken.cs", "class A { Espalier.Studies.Trial? trial; }", "Espalier.Studies")]
    [InlineData("Objectives/Broken.cs", "class A { global :: Espalier . Data . Batch? batch; }", "Espalier.Data")]
    [InlineData("Strategies/Gradient/Broken.cs", "using Espalier.Spaces.Darts;", "Espalier.Spaces.Darts")]
    [InlineData("Spaces/Broken.cs", "using Espalier.Strategies.Gradient;", "Espalier.Strategies.Gradient")]
    [InlineData("Training/Broken.cs", "class A { object b = new Espalier.Spaces.Darts.DartsGenotype(); }", "Espalier.Spaces.Darts")]
    [InlineData("Training/Broken.cs", "class A { object b = new Spaces.Darts.DartsGenotype(); }", "Spaces.Darts")]
    [InlineData("Training/Broken.cs", "using D = Espalier.Spaces.Darts.DartsGenotype;", "Espalier.Spaces.Darts")]
    public void A_broken_file_is_caught(string path, string source, string named)
    {
        var fault = Assert.Single(Faults(path, source));

        Assert.StartsWith($"{path}:1: ", fault, StringComparison.Ordinal);
        Assert.Contains($"names {named}", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Flow.cs", "using Espalier.Spaces.Darts; using Espalier.Strategies.Gradient;")]
    [InlineData("Strategies/Gradient/Sound.cs", "using Espalier.Spaces; using Espalier.Attacks; using Espalier.Strategies.Gradient;")]
    [InlineData("Spaces/Darts/Sound.cs", "using Espalier.Spaces.Darts; using Espalier.Costs;")]
    [InlineData("Training/Sound.cs", "class A { Espalier.Spaces.Genotype? b; } // not Espalier.Spaces.Darts")]
    [InlineData("Costs/Sound.cs", "using Espalier.Kernels; /* using Espalier.Data; */ class A { string b = \"Espalier.Data\"; }")]
    [InlineData("Kernels/Sound.cs", "using Espalier.Torch; class A { int b = tensor.Data.Length; }")]
    public void A_sound_file_passes(string path, string source) => Assert.Empty(Faults(path, source));

    private static List<string> Faults(string path, string source)
    {
        var folders = path.Split('/');
        if (folders.Length == 1)
        {
            return [];
        }

        var home = folders[0];
        var isTool = Tools.Contains(home);
        var code = CommentsAndStrings().Replace(source, match => Blank(match.Value));
        var faults = new List<string>();
        foreach (Match mention in Mentions().Matches(code))
        {
            var stage = mention.Groups["stage"].Value;
            var sub = mention.Groups["sub"].Value;
            var rooted = mention.Groups["root"].Success;
            if (stage == home || !Stages.Contains(stage))
            {
                continue;
            }

            var line = code.AsSpan(0, mention.Index).Count('\n') + 1;
            var name = rooted ? $"Espalier.{stage}" : stage;
            var isInterface = !SubNamespaces.Value.Contains($"{stage}.{sub}");
            if (isTool && (rooted || !isInterface))
            {
                faults.Add($"{path}:{line}: the tool {home} names {name}; tools name no stage");
            }
            else if (!isTool && !isInterface)
            {
                faults.Add($"{path}:{line}: the stage {home} names {name}.{sub}; only the root namespace of a stage is open to others");
            }
        }

        return faults;
    }

    /// <summary>Keeps the lines, so that a fault is reported where it stands.</summary>
    private static string Blank(string text) => $" {string.Concat(text.Where(symbol => symbol == '\n'))} ";

    private static readonly Lazy<HashSet<string>> SubNamespaces = new(() =>
    {
        // Two that the self-test needs, whatever else is there.
        var names = new HashSet<string> { "Spaces.Darts", "Strategies.Gradient" };
        var folders = SourceFiles().Select(file => file.Path.Split('/')).Where(parts => parts.Length > 2);
        names.UnionWith(folders.Select(parts => $"{parts[0]}.{parts[1]}"));
        return names;
    });

    private static string NamespaceOf(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return folder.Length == 0 ? "Espalier" : $"Espalier.{folder.Replace('/', '.')}";
    }

    private static IEnumerable<(string Path, string Text)> SourceFiles()
    {
        var root = Path.Combine(RepositoryRoot(), "src", "Espalier");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(file => file.Path.Split('/')[0] is not ("obj" or "bin"))
            .Select(file => (file.Path, File.ReadAllText(file.File)));
    }

    private static string RepositoryRoot([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "")
    {
        // Artifacts may lie outside the repository: then the place of this file leads there.
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(thisFile)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Espalier.slnx")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new InvalidOperationException("Espalier.slnx is in no folder above the tests");
    }

    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|@"(?:[^"]|"")*"|\"{3,}[\s\S]*?\"{3,}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'""")]
    private static partial Regex CommentsAndStrings();

    [GeneratedRegex("""(?<![\w.])(?:global\s*::\s*)?(?<root>Espalier\s*\.\s*)?(?<stage>[A-Z]\w*)\b(?:\s*\.\s*(?<sub>\w+))?""")]
    private static partial Regex Mentions();

    [GeneratedRegex("""^namespace\s+([\w.]+)\s*[;{]?""", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
