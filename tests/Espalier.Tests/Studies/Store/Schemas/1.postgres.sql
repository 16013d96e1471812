-- Schema 1 as it was released, with a row or two in every table. Never change it.
CREATE TABLE public."__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);
CREATE TABLE public.artefacts (
    study_id text NOT NULL,
    path text NOT NULL,
    kind text NOT NULL,
    bytes bigint NOT NULL,
    sha256 text NOT NULL
);
CREATE TABLE public.metrics (
    study_id text NOT NULL,
    trial integer NOT NULL,
    stage text NOT NULL,
    name text NOT NULL,
    step integer NOT NULL,
    value double precision,
    text text
);
CREATE TABLE public.sessions (
    study_id text NOT NULL,
    number integer NOT NULL,
    started timestamp with time zone NOT NULL,
    seen timestamp with time zone NOT NULL,
    host text NOT NULL,
    process integer NOT NULL,
    environment text NOT NULL
);
CREATE TABLE public.studies (
    id text NOT NULL,
    method text NOT NULL,
    space text NOT NULL,
    data text NOT NULL,
    seed text NOT NULL,
    state text NOT NULL,
    failure text,
    folder text NOT NULL,
    command text NOT NULL,
    settings text NOT NULL,
    result text,
    started timestamp with time zone NOT NULL
);
CREATE TABLE public.trials (
    study_id text NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    genotype text NOT NULL,
    seed text,
    accuracy double precision,
    params bigint,
    macs bigint,
    latency_milliseconds double precision,
    seconds double precision,
    failure text,
    recorded timestamp with time zone NOT NULL
);
INSERT INTO public."__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('00000000000001_studies', '10.0.14');
INSERT INTO public.artefacts (study_id, path, kind, bytes, sha256) VALUES ('0123456789ab', 'model.safetensors', 'model', 4096, '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO public.metrics (study_id, trial, stage, name, step, value, text) VALUES ('0123456789ab', -1, 'search', 'loss', 0, 0.5, NULL);
INSERT INTO public.sessions (study_id, number, started, seen, host, process, environment) VALUES ('0123456789ab', 0, '2026-03-04 05:06:07.089+00', '2026-03-04 05:06:37.089+00', 'box', 17, '{"threads":2}');
INSERT INTO public.studies (id, method, space, data, seed, state, failure, folder, command, settings, result, started) VALUES ('0123456789ab', 'random-search', 'darts', 'fashion-mnist', '18446744073709551615', 'interrupted', 'none, "really"', '/somewhere/run', './espalier search --data ''ä''', '{"seed":18446744073709551615}', '{}', '2026-03-04 05:06:07.089+00');
INSERT INTO public.trials (study_id, number, kind, genotype, seed, accuracy, params, macs, latency_milliseconds, seconds, failure, recorded) VALUES ('0123456789ab', 0, 'candidate', '{"space":"darts","normal":[["sep_conv_3x3",0]]}', '18446744073709551615', 0.5, 1000, 1099511627776, 1.25, 0.1, NULL, '2026-03-04 05:06:07.089+00');
INSERT INTO public.trials (study_id, number, kind, genotype, seed, accuracy, params, macs, latency_milliseconds, seconds, failure, recorded) VALUES ('0123456789ab', 1, 'candidate', '{"space":"darts","normal":[["sep_conv_3x3",1]]}', '18446744073709551614', 0.55, 1001, 1099511627776, 1.25, 0.1, NULL, '2026-03-04 05:06:07.089+00');
ALTER TABLE ONLY public."__EFMigrationsHistory"
    ADD CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId");
ALTER TABLE ONLY public.artefacts
    ADD CONSTRAINT pk_artefacts PRIMARY KEY (study_id, path);
ALTER TABLE ONLY public.metrics
    ADD CONSTRAINT pk_metrics PRIMARY KEY (study_id, trial, stage, name, step);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT pk_sessions PRIMARY KEY (study_id, number);
ALTER TABLE ONLY public.studies
    ADD CONSTRAINT pk_studies PRIMARY KEY (id);
ALTER TABLE ONLY public.trials
    ADD CONSTRAINT pk_trials PRIMARY KEY (study_id, number);
CREATE INDEX trials_by_accuracy ON public.trials USING btree (study_id, accuracy);
ALTER TABLE ONLY public.artefacts
    ADD CONSTRAINT fk_artefacts_studies FOREIGN KEY (study_id) REFERENCES public.studies(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.metrics
    ADD CONSTRAINT fk_metrics_studies FOREIGN KEY (study_id) REFERENCES public.studies(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT fk_sessions_studies FOREIGN KEY (study_id) REFERENCES public.studies(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.trials
    ADD CONSTRAINT fk_trials_studies FOREIGN KEY (study_id) REFERENCES public.studies(id) ON DELETE CASCADE;
