-- AlterTable
ALTER TABLE "run_steps" ADD COLUMN     "rows_by_port" JSONB,
ADD COLUMN     "warnings" JSONB;

-- CreateTable
CREATE TABLE "step_metrics" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "values" DOUBLE PRECISION[],

    CONSTRAINT "step_metrics_pkey" PRIMARY KEY ("run_id","node_id","field","metric")
);

-- AddForeignKey
ALTER TABLE "step_metrics" ADD CONSTRAINT "step_metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
