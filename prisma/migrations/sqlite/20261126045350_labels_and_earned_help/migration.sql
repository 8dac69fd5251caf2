-- AlterTable
ALTER TABLE "Community" ADD COLUMN "digestLease" DATETIME;

-- AlterTable
ALTER TABLE "Lesson" ADD COLUMN "wordedBy" TEXT;

-- AlterTable
ALTER TABLE "Room" ADD COLUMN "modeSince" DATETIME;
ALTER TABLE "Room" ADD COLUMN "proposedOver" INTEGER;

-- AlterTable
ALTER TABLE "Answer" ADD COLUMN "isVerified" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Answer" ADD COLUMN "shownAs" TEXT;
ALTER TABLE "Answer" ADD COLUMN "relabelAt" DATETIME;

-- CreateIndex
CREATE INDEX "Answer_relabelAt_idx" ON "Answer"("relabelAt");

-- What is quoted is verified until votes say otherwise; what votes have said already is followed up once more, and shown.
UPDATE "Answer" SET "isVerified" = true WHERE "label" = 'verified';
UPDATE "Answer" SET "isDue" = true WHERE "standing" IN ('approved', 'denied');
