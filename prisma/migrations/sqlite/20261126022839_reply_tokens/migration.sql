-- CreateTable
CREATE TABLE "ReplyToken" (
    "questionId" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "validUntil" DATETIME NOT NULL,
    CONSTRAINT "ReplyToken_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "ReplyToken_validUntil_idx" ON "ReplyToken"("validUntil");
