-- CreateTable
CREATE TABLE "network_rules" (
    "workspace_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "network_rules_pkey" PRIMARY KEY ("workspace_id","address")
);

-- CreateTable
CREATE TABLE "egress_requests" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "run_id" TEXT,
    "node_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "status" INTEGER,
    "error_code" TEXT,
    "failed" BOOLEAN NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "attempt" INTEGER NOT NULL,

    CONSTRAINT "egress_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "egress_requests_workspace_id_connection_id_id_idx" ON "egress_requests"("workspace_id", "connection_id", "id" DESC);

-- CreateIndex
CREATE INDEX "egress_requests_workspace_id_connection_id_failed_id_idx" ON "egress_requests"("workspace_id", "connection_id", "failed", "id" DESC);

-- CreateIndex
CREATE INDEX "egress_requests_workspace_id_id_idx" ON "egress_requests"("workspace_id", "id" DESC);

-- CreateIndex
CREATE INDEX "egress_requests_at_idx" ON "egress_requests"("at");

-- AddForeignKey
ALTER TABLE "network_rules" ADD CONSTRAINT "network_rules_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
