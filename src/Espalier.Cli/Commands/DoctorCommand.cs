using System.CommandLine;
using Espalier.Cli.Checks;
using Espalier.Cli.Output;

namespace Espalier.Cli.Commands;

/// <summary><c>doctor</c>: what is installed, what is missing, how to mend it.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var command = new Command("doctor", "Tell what is installed, what is missing, and how to mend it; ends with 0 if a demo can run.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var findings = Doctor.Examine();
        var sheet = new Sheet();
        foreach (var finding in findings)
        {
            sheet.Add(Word(finding.Verdict), finding.Subject, finding.Text);
            if (finding.Mend is { } mend)
            {
                sheet.Add(string.Empty, string.Empty, $"mend: {mend}");
            }
        }

        sheet.Print();
        return findings.Any(finding => finding.Verdict == Verdict.Missing) ? ExitCode.Ours : ExitCode.Done;
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Good => "ok",
        Verdict.Poor => "warning",
        _ => "MISSING",
    };
}
