-- CreateEnum
CREATE TYPE "RejectedStatus" AS ENUM ('open', 'dismissed', 'replaying', 'landed', 'passed');

-- AlterEnum
ALTER TYPE "RunTrigger" ADD VALUE 'replay';

-- AlterTable
ALTER TABLE "files" ADD COLUMN     "run_id" TEXT;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "rows_of_node_id" TEXT,
ADD COLUMN     "rows_of_run_id" TEXT;

-- CreateTable
CREATE TABLE "rejected_records" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "status" "RejectedStatus" NOT NULL DEFAULT 'open',
    "edits" JSONB NOT NULL DEFAULT '{}',
    "refusal" JSONB,
    "replay_run_id" TEXT,
    "updated_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rejected_records_pkey" PRIMARY KEY ("run_id","node_id","row")
);

-- CreateIndex
CREATE INDEX "rejected_records_replay_run_id_idx" ON "rejected_records"("replay_run_id");

-- CreateIndex
CREATE INDEX "runs_rows_of_run_id_idx" ON "runs"("rows_of_run_id");

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_rows_of_run_id_fkey" FOREIGN KEY ("rows_of_run_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_records" ADD CONSTRAINT "rejected_records_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
