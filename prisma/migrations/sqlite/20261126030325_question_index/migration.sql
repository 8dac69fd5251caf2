-- CreateIndex
CREATE INDEX "Question_communityId_createdAt_idx" ON "Question"("communityId", "createdAt");
