-- CreateEnum
CREATE TYPE "ConnectionHealth" AS ENUM ('healthy', 'needs_reconnect', 'revoked', 'rate_limited');

-- CreateEnum
CREATE TYPE "ConnectionSharing" AS ENUM ('workspace', 'restricted');

-- CreateEnum
CREATE TYPE "ConnectionRequestStatus" AS ENUM ('open', 'done', 'declined');

-- AlterEnum
ALTER TYPE "ExpectedRunOutcome" ADD VALUE 'skipped_connection';

-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "allowed_user_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "health" "ConnectionHealth" NOT NULL DEFAULT 'healthy',
ADD COLUMN     "health_reason" JSONB,
ADD COLUMN     "health_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "owner_id" TEXT,
ADD COLUMN     "retry_at" TIMESTAMPTZ(3),
ADD COLUMN     "sharing" "ConnectionSharing" NOT NULL DEFAULT 'workspace';

-- CreateTable
CREATE TABLE "connection_grants" (
    "connection_id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "token_ciphertext" BYTEA NOT NULL,
    "token_key_version" INTEGER NOT NULL,
    "settings_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "refreshable" BOOLEAN NOT NULL,
    "scopes" TEXT[],
    "identity" JSONB,
    "granted_by" TEXT,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refresh_due_at" TIMESTAMPTZ(3),
    "refresh_failures" INTEGER NOT NULL DEFAULT 0,
    "refresh_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_grants_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "oauth_apps" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "connector" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "secret_ciphertext" BYTEA,
    "secret_key_version" INTEGER,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_apps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_attempts" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "link_id" TEXT,
    "user_id" TEXT,
    "state_hash" TEXT NOT NULL,
    "binding_hash" TEXT NOT NULL,
    "settings_hash" TEXT NOT NULL,
    "verifier_ciphertext" BYTEA NOT NULL,
    "verifier_key_version" INTEGER NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "popup" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "error" JSONB,

    CONSTRAINT "oauth_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connect_links" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "connection_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "recipient" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "connect_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_requests" (
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "connector" TEXT NOT NULL,
    "connection_id" TEXT,
    "note" TEXT,
    "status" "ConnectionRequestStatus" NOT NULL DEFAULT 'open',
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "connection_grants_refresh_due_at_idx" ON "connection_grants"("refresh_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_apps_workspace_id_connector_key" ON "oauth_apps"("workspace_id", "connector");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_attempts_state_hash_key" ON "oauth_attempts"("state_hash");

-- CreateIndex
CREATE INDEX "oauth_attempts_expires_at_idx" ON "oauth_attempts"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "connect_links_token_hash_key" ON "connect_links"("token_hash");

-- CreateIndex
CREATE INDEX "connect_links_connection_id_idx" ON "connect_links"("connection_id");

-- CreateIndex
CREATE INDEX "connection_requests_workspace_id_status_idx" ON "connection_requests"("workspace_id", "status");

-- AddForeignKey
ALTER TABLE "connection_grants" ADD CONSTRAINT "connection_grants_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_apps" ADD CONSTRAINT "oauth_apps_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_attempts" ADD CONSTRAINT "oauth_attempts_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_attempts" ADD CONSTRAINT "oauth_attempts_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "connect_links"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connect_links" ADD CONSTRAINT "connect_links_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_requests" ADD CONSTRAINT "connection_requests_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_requests" ADD CONSTRAINT "connection_requests_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whoever made a connection answers for it until somebody else does.
UPDATE "connections" SET "owner_id" = "created_by";
