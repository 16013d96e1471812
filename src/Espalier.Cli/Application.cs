using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Espalier.Cli.Commands;

namespace Espalier.Cli;

/// <summary>The command line as a whole: its commands, and what each kind of fault looks like from outside.</summary>
internal static class Application
{
    internal const string Name = "espalier";
    private const string DebugVariable = "ESPALIER_DEBUG";

    internal static int Run(string[] arguments)
    {
        try
        {
            // A genotype may begin with any sign, and an option is written one way: no response files, no bundles.
            var parsed = Root().Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            return parsed.Action is ParseErrorAction
                ? Fail(ExitCode.Caller, Fault(parsed))
                : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (InterruptedException interruption)
        {
            return Fail(ExitCode.Interrupted, interruption.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "interrupted");
        }
        catch (InvalidInputException fault)
        {
            return Fail(ExitCode.Caller, fault.Message, fault);
        }
        catch (Exception fault)
        {
            var message = $"this is ours: {fault.GetType().Name}: {fault.Message}; see './{Name} doctor', or set {DebugVariable}=1";
            return Fail(ExitCode.Ours, message, fault);
        }
    }

    private static Command Root()
    {
        var root = new Command(Name, "Neural architecture search: effective, efficient and robust networks, on the processor, in .NET.")
        {
            new HelpOption(),
            new VersionOption(),
            DemoCommand.Create(),
            PlanCommand.Create(),
            SearchCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            ExportCommand.Create(),
            DescribeCommand.Create(),
            ScoreCommand.Create(),
            RankCommand.Create(),
            DataCommand.Create(),
            ListCommand.Create(),
            RunsCommand.Create(),
            ShowCommand.Create(),
            CompareCommand.Create(),
            ReportCommand.Create(),
            BenchCommand.Create(),
            ReproduceCommand.Create(),
            DoctorCommand.Create(),
        };
        root.SetAction(NoCommand);
        return root;
    }

    private static int NoCommand(ParseResult parsed) =>
        throw new InvalidInputException("command", "none was given", $"try './{Name} demo' or './{Name} --help'");

    private static string Fault(ParseResult parsed)
    {
        var command = string.Empty;
        for (var result = parsed.CommandResult; result.Parent is CommandResult above; result = above)
        {
            command = $" {result.Command.Name}{command}";
        }

        return $"{parsed.Errors[0].Message.TrimEnd('.')}; see './{Name}{command} --help'";
    }

    private static int Fail(int code, string message, Exception? fault = null)
    {
        Console.Error.WriteLine($"{Name}: {message.ReplaceLineEndings(" ")}");
        if (fault is not null && Environment.GetEnvironmentVariable(DebugVariable) is "1")
        {
            Console.Error.WriteLine(fault);
        }

        return code;
    }
}
