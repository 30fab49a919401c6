-- CreateEnum
CREATE TYPE "PartStatus" AS ENUM ('pending', 'running', 'succeeded', 'failed');

-- CreateTable
CREATE TABLE "run_parts" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "status" "PartStatus" NOT NULL DEFAULT 'pending',
    "epoch" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "range" JSONB NOT NULL,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "blob_key" TEXT,
    "worker_id" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,

    CONSTRAINT "run_parts_pkey" PRIMARY KEY ("run_id","node_id","part")
);

-- AddForeignKey
ALTER TABLE "run_parts" ADD CONSTRAINT "run_parts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
