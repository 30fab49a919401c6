-- AlterTable
ALTER TABLE "erasures" ADD COLUMN     "claimed_at" TIMESTAMPTZ(3);
