-- CreateTable
CREATE TABLE "BorrowedMessage" (
    "platform" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "attachedAs" TEXT,

    PRIMARY KEY ("platform", "messageId", "questionId"),
    CONSTRAINT "BorrowedMessage_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "BorrowedMessage_questionId_idx" ON "BorrowedMessage"("questionId");
