-- Schema 1 as it was released, with a row or two in every table. Never change it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
INSERT INTO __EFMigrationsHistory VALUES('00000000000001_studies','10.0.14');
CREATE TABLE IF NOT EXISTS "studies" (
    "id" TEXT NOT NULL CONSTRAINT "pk_studies" PRIMARY KEY,
    "method" TEXT NOT NULL,
    "space" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "failure" TEXT NULL,
    "folder" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "result" TEXT NULL,
    "started" TEXT NOT NULL
);
INSERT INTO studies VALUES('0123456789ab','random-search','darts','fashion-mnist','18446744073709551615','interrupted','none, "really"','/somewhere/run','./espalier search --data ''ä''','{"seed":18446744073709551615}','{}','2026-03-04 05:06:07.089');
CREATE TABLE IF NOT EXISTS "sessions" (
    "study_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "started" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "process" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    CONSTRAINT "pk_sessions" PRIMARY KEY ("study_id", "number"),
    CONSTRAINT "fk_sessions_studies" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE CASCADE
);
INSERT INTO sessions VALUES('0123456789ab',0,'2026-03-04 05:06:07.089','2026-03-04 05:06:37.089','box',17,'{"threads":2}');
CREATE TABLE IF NOT EXISTS "trials" (
    "study_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "genotype" TEXT NOT NULL,
    "seed" TEXT NULL,
    "accuracy" REAL NULL,
    "params" INTEGER NULL,
    "macs" INTEGER NULL,
    "latency_milliseconds" REAL NULL,
    "seconds" REAL NULL,
    "failure" TEXT NULL,
    "recorded" TEXT NOT NULL,
    CONSTRAINT "pk_trials" PRIMARY KEY ("study_id", "number"),
    CONSTRAINT "fk_trials_studies" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE CASCADE
);
INSERT INTO trials VALUES('0123456789ab',0,'candidate','{"space":"darts","normal":[["sep_conv_3x3",0]]}','18446744073709551615',0.5,1000,1099511627776,1.25,0.10000000000000000555,NULL,'2026-03-04 05:06:07.089');
INSERT INTO trials VALUES('0123456789ab',1,'candidate','{"space":"darts","normal":[["sep_conv_3x3",1]]}','18446744073709551614',0.5500000000000000444,1001,1099511627776,1.25,0.10000000000000000555,NULL,'2026-03-04 05:06:07.089');
CREATE TABLE IF NOT EXISTS "metrics" (
    "study_id" TEXT NOT NULL,
    "trial" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "value" REAL NULL,
    "text" TEXT NULL,
    CONSTRAINT "pk_metrics" PRIMARY KEY ("study_id", "trial", "stage", "name", "step"),
    CONSTRAINT "fk_metrics_studies" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE CASCADE
);
INSERT INTO metrics VALUES('0123456789ab',-1,'search','loss',0,0.5,NULL);
CREATE TABLE IF NOT EXISTS "artefacts" (
    "study_id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    CONSTRAINT "pk_artefacts" PRIMARY KEY ("study_id", "path"),
    CONSTRAINT "fk_artefacts_studies" FOREIGN KEY ("study_id") REFERENCES "studies" ("id") ON DELETE CASCADE
);
INSERT INTO artefacts VALUES('0123456789ab','model.safetensors','model',4096,'0000000000000000000000000000000000000000000000000000000000000000');
CREATE INDEX "trials_by_accuracy" ON "trials" ("study_id", "accuracy");
COMMIT;
