-- AlterTable
ALTER TABLE "Entry" ADD COLUMN "madeFromId" TEXT;

-- CreateIndex
CREATE INDEX "Entry_madeFromId_idx" ON "Entry"("madeFromId");
