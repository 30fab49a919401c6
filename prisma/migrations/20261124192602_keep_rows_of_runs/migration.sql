-- AlterTable
ALTER TABLE "run_steps" ADD COLUMN     "fields" JSONB,
ADD COLUMN     "kept_blob_key" TEXT,
ADD COLUMN     "kept_rows" INTEGER,
ADD COLUMN     "rejected_causes" JSONB,
ADD COLUMN     "requests_blob_key" TEXT;

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "replay_of" TEXT;
