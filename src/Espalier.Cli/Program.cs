return Espalier.Cli.Application.Run(args);
