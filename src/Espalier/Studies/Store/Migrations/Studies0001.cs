using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Espalier.Studies.Store.Migrations;

/// <summary>
/// Schema 1. The name's digits, as many as Entity Framework wants, are its number. A released migration is never changed: stores that were made by it are out there, and a frozen copy is among the tests.
/// </summary>
[DbContext(typeof(StudyContext))]
[Migration("00000000000001_studies")]
internal sealed class Studies0001 : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "studies",
            columns: table => new
            {
                id = table.Column<string>(),
                method = table.Column<string>(),
                space = table.Column<string>(),
                data = table.Column<string>(),
                seed = table.Column<string>(),
                state = table.Column<string>(),
                failure = table.Column<string>(nullable: true),
                folder = table.Column<string>(),
                command = table.Column<string>(),
                settings = table.Column<string>(),
                result = table.Column<string>(nullable: true),
                started = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("pk_studies", row => row.id));
        migrationBuilder.CreateTable(
            name: "sessions",
            columns: table => new
            {
                study_id = table.Column<string>(),
                number = table.Column<int>(),
                started = table.Column<DateTime>(),
                seen = table.Column<DateTime>(),
                host = table.Column<string>(),
                process = table.Column<int>(),
                environment = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_sessions", row => new { row.study_id, row.number });
                table.ForeignKey("fk_sessions_studies", row => row.study_id, "studies", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "trials",
            columns: table => new
            {
                study_id = table.Column<string>(),
                number = table.Column<int>(),
                kind = table.Column<string>(),
                genotype = table.Column<string>(),
                seed = table.Column<string>(nullable: true),
                accuracy = table.Column<double>(nullable: true),
                @params = table.Column<long>(nullable: true),
                macs = table.Column<long>(nullable: true),
                latency_milliseconds = table.Column<double>(nullable: true),
                seconds = table.Column<double>(nullable: true),
                failure = table.Column<string>(nullable: true),
                recorded = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_trials", row => new { row.study_id, row.number });
                table.ForeignKey("fk_trials_studies", row => row.study_id, "studies", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("trials_by_accuracy", "trials", ["study_id", "accuracy"]);
        migrationBuilder.CreateTable(
            name: "metrics",
            columns: table => new
            {
                study_id = table.Column<string>(),
                trial = table.Column<int>(),
                stage = table.Column<string>(),
                name = table.Column<string>(),
                step = table.Column<int>(),
                value = table.Column<double>(nullable: true),
                text = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_metrics", row => new { row.study_id, row.trial, row.stage, row.name, row.step });
                table.ForeignKey("fk_metrics_studies", row => row.study_id, "studies", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            name: "artefacts",
            columns: table => new
            {
                study_id = table.Column<string>(),
                path = table.Column<string>(),
                kind = table.Column<string>(),
                bytes = table.Column<long>(),
                sha256 = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_artefacts", row => new { row.study_id, row.path });
                table.ForeignKey("fk_artefacts_studies", row => row.study_id, "studies", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
