-- AlterTable
ALTER TABLE "Community" ADD COLUMN "digestWeek" TEXT;
