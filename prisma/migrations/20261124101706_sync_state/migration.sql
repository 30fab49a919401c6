-- CreateEnum
CREATE TYPE "StateCause" AS ENUM ('run', 'reset', 'rewind');

-- AlterTable
ALTER TABLE "run_steps" ADD COLUMN     "rows_created" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "rows_removed" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "rows_updated" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "allow_removals" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "node_states" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "state" JSONB,
    "cause" "StateCause" NOT NULL,
    "run_id" TEXT,
    "changed_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "node_states_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_checkpoints" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "detail" JSONB NOT NULL,
    "blob_keys" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_checkpoints_pkey" PRIMARY KEY ("run_id","node_id")
);

-- CreateIndex
CREATE INDEX "node_states_pipeline_id_node_id_stream_id_idx" ON "node_states"("pipeline_id", "node_id", "stream", "id" DESC);

-- AddForeignKey
ALTER TABLE "node_states" ADD CONSTRAINT "node_states_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_checkpoints" ADD CONSTRAINT "run_checkpoints_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
