using System.CommandLine;
using System.Globalization;
using Espalier.Cli.Benches;
using Espalier.Cli.Benches.Reach;
using Espalier.Cli.Options;
using Espalier.Cli.Output;
using Espalier.Estimators.Tables;
using Espalier.Spaces.NasBench201;

namespace Espalier.Cli.Commands;

/// <summary><c>bench reach</c>: evaluations until the best cell of NAS-Bench-201 is found.</summary>
internal sealed class ReachCommand
{
    private const int HarmLabels = 1000;
    private const int MostHarms = 6;

    private readonly Option<string?> methods = Given.Text(
        "--methods", "A,B", $"the methods, each as METHOD or METHOD+NAME=VALUE+... (default {string.Join(',', ReachBench.Default)})");

    private readonly Option<string[]> set = BenchOptions.Given();
    private readonly Option<int?> runs = Given.Whole("--runs", "runs of each method (default 15)", 1);
    private readonly Option<int?> most = Given.Whole("--most", "evaluations after which a run ends (default 15625, all cells)", 1, 1_000_000);
    private readonly Option<ulong?> seed = Given.Seed();
    private readonly Option<string?> tables = Given.Text(
        "--tables", "DIR", $"the folder that holds nasbench201/nasbench201.csv.gz (default: {TablesFolder.Variable})");

    private readonly Option<string?> output = Given.Text("--out", "DIR", "write reach.md, reach.json and reach.svg there (default: nowhere)");
    private readonly Option<bool> json = Given.Flag("--json", "print the table as one JSON document and nothing else on standard output");

    internal static Command Create()
    {
        var own = new ReachCommand();
        var command = new Command(
            ReachBench.Name,
            "Count how many cells of NAS-Bench-201 searches judge until they find the best one, and any of the ten best: what GBDT-NAS is compared by.")
        {
            own.methods, own.set, own.runs, own.most, own.seed, own.tables, own.output, own.json,
        };
        command.SetAction(own.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var subject = new NasBench201Subject();
        var variants = BenchVariant.ParseList(
            parsed.GetValue(methods) ?? string.Join(',', ReachBench.Default), TabularBench.MethodsOf(subject), TabularBench.AllOf(subject), "--methods");
        var shared = new BenchOptions(parsed.GetValue(set) ?? [], [.. variants.Select(variant => variant.Entry).Distinct()]);
        var options = variants.ToDictionary(
            variant => variant, variant => MethodSelection.Options(variant.Entry, variant.Options(shared), null, new Dictionary<string, string>()));
        var table = NasBench201Table.Load(TablesFolder.Find(parsed.GetValue(tables)), new NasBench201Space());
        var (limit, count, start) = (parsed.GetValue(most) ?? table.Count, parsed.GetValue(runs) ?? 15, parsed.GetValue(seed) ?? 1);
        var bench = new ReachBench(table, limit);
        var clock = TimeProvider.System;
        var found = Interruption.Guard(
            token => Watching.Run(watch => variants.Select(variant =>
            {
                var observer = watch(string.Empty);
                observer.Begin(variant.Label, $"{count} runs");
                var began = clock.GetTimestamp();
                var told = new List<ReachRun>();
                for (var run = 0; run < count; run++)
                {
                    told.Add(bench.Run(variant, options[variant], run, start, token));
                    observer.Progress(run + 1, count, $"found after {told[^1].Best?.ToString(CultureInfo.InvariantCulture) ?? "-"}", run + 1 == count);
                }

                return ReachMethod.Of(variant.ToString(), options[variant], told, clock.GetElapsedTime(began).TotalSeconds);
            }).ToArray()),
            $"interrupted; begin again with: {CommandText.Of(parsed)}");
        var harms = bench.Harms(HarmLabels, start).Take(MostHarms).Select(harm => new ReachHarm(harm.Choice, harm.Points));
        Tell(parsed, new(CommandText.Of(parsed), limit, found, HarmLabels, [.. harms]));
        return ExitCode.Done;
    }

    private void Tell(ParseResult parsed, ReachTable table)
    {
        if (parsed.GetValue(output) is { } path)
        {
            var folder = new BenchFolder(path);
            folder.Save($"{ReachBench.Name}.json", table.ToJson() + "\n");
            folder.Save($"{ReachBench.Name}.md", ReachPage.Markdown(table));
            folder.Save($"{ReachBench.Name}.svg", ReachPage.Svg(table));
        }

        if (parsed.GetValue(json))
        {
            Console.Out.WriteLine(table.ToJson());
            return;
        }

        var sheet = new Sheet("method", ">found", ">evaluations to the best", ">median", ">to any of ten", ">s");
        foreach (var method in table.Methods)
        {
            sheet.Add(
                method.Name,
                $"{method.Found} of {method.Runs.Count}",
                Figures.Number(method.Best, "N0"),
                Figures.Number(method.MedianBest),
                Figures.Number(method.Top10, "N0"),
                method.Seconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        sheet.Print();
        foreach (var harm in table.Harms)
        {
            Console.Out.WriteLine($"{harm.Points.ToString("0.00", CultureInfo.InvariantCulture),8}  {harm.Choice}");
        }
    }
}
