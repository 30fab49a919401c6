-- CreateEnum
CREATE TYPE "HeldStatus" AS ENUM ('waiting', 'failed', 'delivered', 'given_up', 'superseded');

-- AlterEnum
ALTER TYPE "RunStatus" ADD VALUE 'retrying';

-- AlterEnum
ALTER TYPE "SightingRole" ADD VALUE 'held';

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "parked_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "held_rows" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "pipeline_id" TEXT NOT NULL,
    "status" "HeldStatus" NOT NULL DEFAULT 'waiting',
    "settings_hash" TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    "blob_key" TEXT,
    "attempts" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "held_rows_pkey" PRIMARY KEY ("run_id","node_id")
);

-- CreateIndex
CREATE INDEX "held_rows_pipeline_id_node_id_status_idx" ON "held_rows"("pipeline_id", "node_id", "status");

-- CreateIndex
CREATE INDEX "held_rows_status_next_at_idx" ON "held_rows"("status", "next_at");

-- AddForeignKey
ALTER TABLE "held_rows" ADD CONSTRAINT "held_rows_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
