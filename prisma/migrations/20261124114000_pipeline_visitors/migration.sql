-- CreateTable
CREATE TABLE "pipeline_visitors" (
    "pipeline_id" TEXT NOT NULL,
    "window_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "node_id" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pipeline_visitors_pkey" PRIMARY KEY ("pipeline_id","window_id")
);

-- AddForeignKey
ALTER TABLE "pipeline_visitors" ADD CONSTRAINT "pipeline_visitors_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE CASCADE ON UPDATE CASCADE;
