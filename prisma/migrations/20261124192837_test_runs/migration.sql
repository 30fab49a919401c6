-- AlterEnum
ALTER TYPE "StateCause" ADD VALUE 'test';

-- CreateTable
CREATE TABLE "node_pins" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "port" TEXT NOT NULL,
    "upstream_hash" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "rows_ciphertext" BYTEA NOT NULL,
    "rows_key_version" INTEGER NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "node_pins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "row_sends" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "outcome_ciphertext" BYTEA,
    "outcome_key_version" INTEGER,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "row_sends_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "node_pins_pipeline_id_node_id_port_key" ON "node_pins"("pipeline_id", "node_id", "port");

-- CreateIndex
CREATE INDEX "row_sends_pipeline_id_created_at_idx" ON "row_sends"("pipeline_id", "created_at");

-- AddForeignKey
ALTER TABLE "node_pins" ADD CONSTRAINT "node_pins_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "row_sends" ADD CONSTRAINT "row_sends_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;
