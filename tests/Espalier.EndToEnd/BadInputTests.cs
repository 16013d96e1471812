namespace Espalier.EndToEnd;

/// <summary>The caller's faults: code 2 and one line that says what, where, how to mend it.</summary>
public sealed class BadInputTests(Workspace workspace) : IClassFixture<Workspace>
{
    private const string Text =
        "Genotype(normal=[('sep_conv_3x3', 0)], normal_concat=[2], reduce=[('sep_conv_3x3', 0)], reduce_concat=[2])";

    public static TheoryData<string[], string[]> Commands => new()
    {
        { [], ["no", "demo"] },
        { ["serch"], ["serch", "--help"] },
        { ["search", "--epoch", "3"], ["--epoch", "search --help"] },
        { ["search", "--epochs", "many"], ["--epochs 'many'", "whole number"] },
        { ["search", "--epochs", "0"], ["--epochs '0'", "at least 1"] },
        { ["search", "--cells", "2"], ["--cells '2'", "at least 3"] },
        { ["search", "--seed", "-1"], ["--seed '-1'"] },
        { ["search", "--seed", "1", "--seed", "2"], ["--seed"] },
        { ["search", "--checkpoint-every", "-1"], ["--checkpoint-every '-1'", "from 0 to 86400"] },
        { ["search", "--stem-stride", "3"], ["--stem-stride '3'", "1 to 2"] },
        { ["search", "--epsilon", "8"], ["--epsilon '8'", "8/255"] },
        { ["search", "--max-latency", "fast"], ["--max-latency 'fast'", "above 0"] },
        { ["search", "--max-latency", "0"], ["--max-latency '0'", "above 0"] },
        { ["search", "--max-latency", "-2.5"], ["--max-latency '-2.5'", "above 0"] },
        { ["search", "--max-latency", "NaN"], ["--max-latency 'NaN'", "above 0"] },
        { ["search", "--max-latency", "1e999"], ["--max-latency '1e999'", "above 0"] },
        { ["search"], ["--data", "missing"] },
        { ["search", "--data", "/nowhere/at/all"], ["/nowhere/at/all", "fashion-mnist"] },
        { ["search", "--data", "DATA", "--method", "magic"], ["--method 'magic'", "e2rnas"] },
        { ["search", "--data", "DATA", "--preset", "huge"], ["--preset 'huge'", "quick, standard, paper"] },
        { ["search", "--data", "DATA", "--space", "void"], ["'void'", "darts"] },
        { ["search", "--data", "DATA", "--recipe", "secret"], ["'secret'", "adversarial, fast, free, pgd-at, standard, trades"] },
        { ["search", "--data", "DATA", "--recipe", "pgd-at", "--trades-beta", "3"], ["--trades-beta", "'pgd-at'", "--recipe trades"] },
        { ["train", "--trades-beta", "-1"], ["--trades-beta '-1'", "from 0 to 1000"] },
        { ["train", "--keep", "middle"], ["--keep 'middle'", "last or best"] },
        { ["search", "--data", "DATA", "--device", "cuda"], ["--device 'cuda'", "cpu"] },
        { ["search", "--data", "DATA", "--set", "order"], ["--set 'order'", "name=value"] },
        { ["search", "--data", "DATA", "--set", "speed=9"], ["'speed'", "architecture-rate"] },
        { ["search", "--data", "DATA", "--set", "order=third"], ["order='third'", "first, second"] },
        { ["search", "--data", "DATA", "--set", "order=first", "--set", "order=second"], ["--set order", "twice"] },
        { ["search", "--data", "DATA", "--batch", "8", "--max-params", "10", "--min-params", "20"], ["20", "10"] },
        { ["search", "--data", "/nowhere/at/all", "--max-params", "10"], ["--max-params 10", "smallest network of 8 channels and 5 cells"] },
        { ["search", "--data", "/nowhere/at/all", "--min-params", "9000000"], ["--min-params 9,000,000", "largest network", "--train-channels"] },
        { ["search", "--data", "DATA", "--batch", "8", "--max-macs", "10"], ["--max-macs 10", "multiply-accumulates", "(the largest "] },
        { ["search", "--data", "DATA", "--batch", "8", "--min-params", "60000", "--max-macs", "200000"], ["--min-params 60,000, --max-macs", "at least"] },
        { ["search", "--data", "DATA", "--batch", "8", "--max-latency", "0.0001"], ["--max-latency 0.0001", "smallest network", " ms for one image"] },
        { ["search", "--data", "DATA", "--batch", "8", "--method", "random-search", "--max-macs", "10"], ["--max-macs 10", "(the largest "] },
        { ["plan", "--data", "DATA", "--batch", "8", "--max-params", "10"], ["--max-params 10", "smallest network"] },
        { ["plan"], ["--data", "missing"] },
        { ["plan", "--resume", "DATA"], ["--resume", "before a run"] },
        { ["reproduce"], ["reproduce --help"] },
        { ["reproduce", "/nowhere/at/all"], ["/nowhere/at/all", "no run"] },
        { ["reproduce", "DATA"], ["no run"] },
        { ["search", "--data", "DATA", "--train-images", "9999"], ["9999", "48"] },
        { ["search", "--data", "DATA", "--final-images", "9999"], ["9999", "48"] },
        { ["search", "--data", "DATA", "--train-images", "48", "--batch", "400"], ["400"] },
        { ["search", "--resume", "/nowhere/at/all"], ["/nowhere/at/all", "no run"] },
        { ["search", "--resume", "DATA", "--epochs", "3"], ["--epochs", "--resume"] },
        { ["train", "--data", "DATA"], ["--genotype", "missing"] },
        { ["train", "--data", "DATA", "--genotype", "lost.json"], ["lost.json", "no such file"] },
        { ["train", "--data", "DATA", "--genotype", Text], ["--genotype", "column"] },
        { ["evaluate"], ["--model", "missing"] },
        { ["evaluate", "--model", "/nowhere/at/all"], ["/nowhere/at/all", "no such file"] },
        { ["evaluate", "--model", "DATA/train-images-idx3-ubyte"], ["train-images-idx3-ubyte", "no model"] },
        { ["evaluate", "--model", "DATA", "--attack", "tickle"], ["'tickle'", "fgsm, mi-fgsm-N, none, pgd-N"] },
        { ["describe"], ["--genotype", "missing"] },
        { ["describe", "--genotype", "{\"space\":\"darts\"}"], ["--genotype", "normal"] },
        { ["describe", "--genotype", "GOOD", "--input", "32x32"], ["'32x32'", "3x32x32"] },
        { ["describe", "--genotype", "GOOD", "--classes", "1"], ["--classes '1'", "at least 2"] },
        { ["describe", "--genotype", "GOOD", "--channels", "1", "--cells", "3", "--svg", "/nowhere/at/all.svg"], ["/nowhere/at/all.svg"] },
        { ["list"], ["list --help"] },
        { ["list", "birds"], ["'birds'", "methods"] },
        { ["list", "data", "--json", "--markdown"], ["--json", "--markdown"] },
        { ["search", "--data", "DATA", "--batch", "8", "--store", "study.db"], ["'study.db'", "sqlite:PATH"] },
        { ["search", "--data", "DATA", "--batch", "8", "--store", "postgres://me:secret@127.0.0.1:1/nas"], ["postgres://me@127.0.0.1:1/nas", "reached"] },
        { ["search", "--resume", "DATA", "--store", "sqlite:all.db"], ["--store", "--resume"] },
        { ["runs"], ["runs", "no such folder"] },
        { ["runs", "/nowhere/at/all"], ["/nowhere/at/all", "no such folder"] },
        { ["runs", "DATA"], ["holds no study", "study.db"] },
        { ["runs", "DATA", "--store", "sqlite:all.db"], ["--store", "both"] },
        { ["runs", "--store", "sqlite:/nowhere/at/all.db"], ["/nowhere/at/all.db", "no such file"] },
        { ["runs", "DATA/train-images-idx3-ubyte"], ["train-images-idx3-ubyte", "no SQLite database"] },
        { ["show"], ["show --help"] },
        { ["show", ""], ["empty"] },
        { ["show", "0123"], ["0123", "no study"] },
        { ["show", "DATA"], ["holds no study"] },
        { ["show", "DATA/train-images-idx3-ubyte"], ["no SQLite database"] },
        { ["report"], ["report --help"] },
        { ["report", "/nowhere/at/all"], ["/nowhere/at/all", "holds no run"] },
        { ["report", "DATA"], ["holds no run", "run.json"] },
        { ["report", "DATA", "--images", "few"], ["--images 'few'", "whole number"] },
        { ["report", "DATA", "--images", "5", "--no-attack"], ["--images", "--no-attack"] },
        { ["compare", "0123"], ["compare --help"] },
        { ["compare", "/nowhere/at/all", "DATA"], ["/nowhere/at/all"] },
        { ["compare", "--model", "DATA"], ["--model", "another one"] },
        { ["compare", "--model", "DATA", "--model", "DATA"], ["model.safetensors", "no such file"] },
        { ["compare", "DATA", "--model", "DATA"], ["--model", "does not go with runs"] },
        { ["demo", "--store", "mysql:x"], ["'mysql:x'", "sqlite:PATH"] },
        { ["demo", "--resume", "--fresh"], ["--resume", "--fresh"] },
        { ["demo", "--resume", "--out", "/nowhere/at/all"], ["/nowhere/at/all", "no interrupted demo"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Is_told_in_one_line(string[] command, string[] words)
    {
        var arguments = Array.ConvertAll(
            command, word => word == "GOOD" ? Genotypes.DartsV2 : word.Replace("DATA", workspace.Idx, StringComparison.Ordinal));

        (await Cli.RunIn(Directory.CreateDirectory(workspace.Path("here")).FullName, arguments)).IsRefused(words);
    }

    [Fact]
    public async Task A_broken_data_file_is_named_with_the_byte()
    {
        var folder = workspace.Path("broken");
        TinyData.WriteCifar(folder);
        using (var file = File.OpenWrite(Path.Combine(folder, "data_batch_1.bin")))
        {
            file.SetLength(5000);
        }

        (await Cli.Run("search", "--data", folder, "--out", workspace.Path("never"))).IsRefused("data_batch_1.bin, byte 5000", "record 2");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_run_behind()
    {
        var output = workspace.Path("left");

        (await Cli.Run("search", "--data", "/nowhere/at/all", "--out", output)).IsRefused();
        (await Cli.Run("search", "--data", workspace.Idx, "--train-images", "9999", "--out", output)).IsRefused();
        (await Cli.Run(workspace.Search("darts", "left", "--max-macs", "100"))).IsRefused("--max-macs 100");

        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task Without_the_right_to_write_nothing_is_begun() =>
        (await Cli.Run(workspace.Search("darts", "idx/train-images-idx3-ubyte/run"))).IsRefused("train-images-idx3-ubyte");
}
