using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Espalier.Studies.Store;

/// <summary>The tables of a store, one model for every database; see docs/study-store.md.</summary>
internal sealed class StudyContext(DbContextOptions<StudyContext> options) : DbContext(options)
{
    internal DbSet<StudyRow> Studies => Set<StudyRow>();

    internal DbSet<SessionRow> Sessions => Set<SessionRow>();

    internal DbSet<TrialRow> Trials => Set<TrialRow>();

    internal DbSet<MetricRow> Metrics => Set<MetricRow>();

    internal DbSet<ArtefactRow> Artefacts => Set<ArtefactRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StudyRow>().ToTable("studies").HasKey(study => study.Id);
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions").HasKey(row => new { row.StudyId, row.Number });
            session.HasOne<StudyRow>().WithMany().HasForeignKey(row => row.StudyId);
        });
        modelBuilder.Entity<TrialRow>(trial =>
        {
            trial.ToTable("trials").HasKey(row => new { row.StudyId, row.Number });
            trial.HasOne<StudyRow>().WithMany().HasForeignKey(row => row.StudyId);

            // Counting the trials of a study and finding its best then reads no genotype.
            trial.HasIndex(row => new { row.StudyId, row.Accuracy }).HasDatabaseName("trials_by_accuracy");
        });
        modelBuilder.Entity<MetricRow>(metric =>
        {
            metric.ToTable("metrics").HasKey(row => new { row.StudyId, row.Trial, row.Stage, row.Name, row.Step });
            metric.HasOne<StudyRow>().WithMany().HasForeignKey(row => row.StudyId);
        });
        modelBuilder.Entity<ArtefactRow>(artefact =>
        {
            artefact.ToTable("artefacts").HasKey(row => new { row.StudyId, row.Path });
            artefact.HasOne<StudyRow>().WithMany().HasForeignKey(row => row.StudyId);
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(Underscored(property.Name));
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<ulong>().HaveConversion<string>();
        configurationBuilder.Properties<DateTime>().HaveConversion<Utc>();
        configurationBuilder.Properties<StudyState>().HaveConversion<SmallLetters<StudyState>>();
        configurationBuilder.Properties<TrialKind>().HaveConversion<SmallLetters<TrialKind>>();
    }

    /// <summary><c>StudyId</c> as <c>study_id</c>: quoted names are a nuisance to whoever types SQL.</summary>
    internal static string Underscored(string name) => name.Aggregate(
        new StringBuilder(),
        (text, letter) => (char.IsAsciiLetterUpper(letter) && text.Length > 0 ? text.Append('_') : text).Append(char.ToLowerInvariant(letter)),
        text => text.ToString());

    /// <summary>SQLite keeps no kind of time; all of ours is UTC.</summary>
    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private sealed class SmallLetters<T>() : ValueConverter<T, string>(
        value => value.ToString().ToLowerInvariant(), text => Enum.Parse<T>(text, true))
        where T : struct, Enum;
}
