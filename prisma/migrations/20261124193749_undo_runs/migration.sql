-- AlterEnum
ALTER TYPE "RunTrigger" ADD VALUE 'undo';

-- AlterEnum
ALTER TYPE "StateCause" ADD VALUE 'undo';

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "undoes_run_id" TEXT;

-- CreateTable
CREATE TABLE "before_images" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "refused" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "undone" JSONB,

    CONSTRAINT "before_images_pkey" PRIMARY KEY ("run_id","node_id")
);

-- CreateIndex
CREATE INDEX "runs_undoes_run_id_idx" ON "runs"("undoes_run_id");

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_undoes_run_id_fkey" FOREIGN KEY ("undoes_run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "before_images" ADD CONSTRAINT "before_images_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
