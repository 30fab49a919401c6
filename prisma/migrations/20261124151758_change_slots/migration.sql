CREATE TABLE "change_slots" (
    "connection_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "max_lag_bytes" BIGINT NOT NULL,
    "lag_bytes" BIGINT,
    "checked_at" TIMESTAMPTZ(3),
    "dropped_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "change_slots_pkey" PRIMARY KEY ("connection_id","name")
);

CREATE INDEX "change_slots_pipeline_id_node_id_idx" ON "change_slots"("pipeline_id", "node_id");
