-- AlterTable
ALTER TABLE "Draft" ADD COLUMN "notice" JSONB;
ALTER TABLE "Draft" ADD COLUMN "overSince" DATETIME;

-- CreateIndex
CREATE INDEX "Draft_overSince_idx" ON "Draft"("overSince");
