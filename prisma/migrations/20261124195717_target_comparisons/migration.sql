-- CreateTable
CREATE TABLE "target_comparisons" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "compared_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rows" BIGINT NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "missing" BIGINT NOT NULL,
    "different" BIGINT NOT NULL,
    "extra" BIGINT NOT NULL,
    "sent_sum" TEXT,
    "held_sum" TEXT,
    "listed" JSONB NOT NULL,

    CONSTRAINT "target_comparisons_pkey" PRIMARY KEY ("run_id","node_id")
);

-- AddForeignKey
ALTER TABLE "target_comparisons" ADD CONSTRAINT "target_comparisons_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
