namespace Espalier.Tests.Data;

/// <summary>Runs where the tables hold NAS-Bench-Macro.</summary>
internal sealed class NasBenchMacroFactAttribute : FactAttribute
{
    public NasBenchMacroFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Environment.GetEnvironmentVariable("ESPALIER_TABLES") ?? "absent", "nas_bench_macro")))
        {
            Skip = "ESPALIER_TABLES names no folder with nas_bench_macro in it";
        }
    }
}
