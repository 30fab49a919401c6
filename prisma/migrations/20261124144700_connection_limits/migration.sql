-- CreateTable
CREATE TABLE "connection_limits" (
    "connection_id" TEXT NOT NULL,
    "windows" JSONB,
    "max_concurrent" INTEGER,
    "daily_requests" INTEGER,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "connection_limits_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "connection_paces" (
    "connection_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "connection_paces_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "connection_usage" (
    "connection_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "requests" INTEGER NOT NULL DEFAULT 0,
    "interactive" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "connection_usage_pkey" PRIMARY KEY ("connection_id","hour")
);

-- AddForeignKey
ALTER TABLE "connection_limits" ADD CONSTRAINT "connection_limits_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_paces" ADD CONSTRAINT "connection_paces_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_usage" ADD CONSTRAINT "connection_usage_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;
