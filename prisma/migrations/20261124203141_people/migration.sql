-- CreateEnum
CREATE TYPE "SightingRole" AS ENUM ('read', 'written', 'rejected');

-- CreateEnum
CREATE TYPE "ErasureStatus" AS ENUM ('pending', 'done');

-- CreateTable
CREATE TABLE "person_indexes" (
    "run_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "role" "SightingRole" NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "columns" TEXT[],
    "blob_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_indexes_pkey" PRIMARY KEY ("run_id","node_id","role")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "person_hash" TEXT NOT NULL,
    "email_ciphertext" BYTEA,
    "email_key_version" INTEGER,
    "status" "ErasureStatus" NOT NULL DEFAULT 'pending',
    "receipts" JSONB NOT NULL DEFAULT '[]',
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_indexes_workspace_id_created_at_idx" ON "person_indexes"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "erasures_workspace_id_requested_at_idx" ON "erasures"("workspace_id", "requested_at" DESC);

-- CreateIndex
CREATE INDEX "erasures_status_idx" ON "erasures"("status");

-- AddForeignKey
ALTER TABLE "person_indexes" ADD CONSTRAINT "person_indexes_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
