-- AlterTable
ALTER TABLE "node_pins" ADD COLUMN     "run_id" TEXT;
