-- CreateTable
CREATE TABLE "protection_keys" (
    "workspace_id" TEXT NOT NULL,
    "secret_ciphertext" BYTEA NOT NULL,
    "secret_key_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "protection_keys_pkey" PRIMARY KEY ("workspace_id")
);

-- AddForeignKey
ALTER TABLE "protection_keys" ADD CONSTRAINT "protection_keys_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
