using Espalier.Cli.Checks;

namespace Espalier.EndToEnd;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_machine_that_runs_these_tests_is_sound()
    {
        var report = (await Cli.Run("doctor")).Succeeds().Out;

        Assert.All(
            [".NET", "libtorch", "BLAS", "processor", "ONNX Runtime", "libgd", "XGBoost", "Fashion-MNIST", "SQLite", "Chromium", "disk"],
            subject => Assert.Contains(subject, report, StringComparison.Ordinal));
        Assert.DoesNotContain("MISSING", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_dataset_is_told_with_the_line_that_mends_it()
    {
        var report = await Cli.RunWith("ESPALIER_FASHION_MNIST", "/nowhere/at/all", "doctor");

        Assert.Equal(1, report.Code);
        Assert.Contains("MISSING", report.Out, StringComparison.Ordinal);
        Assert.Contains("apt-get install dataset-fashion-mnist", report.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_XGBoost_is_told_but_is_no_hindrance()
    {
        var report = (await Cli.RunWith("XGBOOST", "/nowhere/libxgboost.so", "doctor")).Succeeds().Out;

        Assert.Contains("/nowhere/libxgboost.so", report, StringComparison.Ordinal);
        Assert.Contains("apt-get install libxgboost0", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", false)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-openmp/libopenblasp-r0.3.21.so", true)]
    [InlineData("/usr/lib/x86_64-linux-gnu/atlas/libblas.so.3.10.3", true)]
    public void The_reference_BLAS_is_told_from_others(string library, bool good)
    {
        var finding = Blas.Examine(new LoadedLibraries([library]), string.Empty);

        Assert.Equal(good ? Verdict.Good : Verdict.Poor, finding.Verdict);
        Assert.Equal(good, finding.Mend is null);
    }
}
