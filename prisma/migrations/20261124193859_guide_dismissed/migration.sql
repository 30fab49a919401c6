-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "guide_dismissed_at" TIMESTAMPTZ(3);
