-- CreateTable
CREATE TABLE "source_looks" (
    "pipeline_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "shape" JSONB NOT NULL,
    "overlaps" JSONB NOT NULL,
    "run_id" TEXT,
    "user_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_looks_pkey" PRIMARY KEY ("pipeline_id","node_id")
);

-- AddForeignKey
ALTER TABLE "source_looks" ADD CONSTRAINT "source_looks_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;
