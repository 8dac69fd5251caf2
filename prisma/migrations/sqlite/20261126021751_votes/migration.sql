-- AlterTable
ALTER TABLE "FeedItem" ADD COLUMN "answerId" TEXT;
ALTER TABLE "FeedItem" ADD COLUMN "undo" JSONB;
ALTER TABLE "FeedItem" ADD COLUMN "undoneAt" DATETIME;

-- CreateTable
CREATE TABLE "Verdict" (
    "answerId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("answerId", "memberId"),
    CONSTRAINT "Verdict_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Verdict_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VoteUndo" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT,
    "from" DATETIME NOT NULL,
    "until" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "lighterThan" REAL,
    "endedAt" DATETIME,
    CONSTRAINT "VoteUndo_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "VoteUndo_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Feedback" (
    "answerId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "reason" TEXT,
    "text" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("answerId", "memberId"),
    CONSTRAINT "Feedback_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Feedback_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReviewItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "roomId" TEXT,
    "answerId" TEXT,
    "entryId" TEXT,
    "authorId" TEXT,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ReviewItem_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReviewItem_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReviewItem_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReviewItem_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReviewItem_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Answer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "revisionId" TEXT NOT NULL,
    "manner" TEXT NOT NULL,
    "label" TEXT,
    "text" TEXT NOT NULL,
    "role" TEXT,
    "version" TEXT,
    "model" TEXT,
    "host" TEXT,
    "confidence" REAL NOT NULL,
    "route" JSONB,
    "making" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "standing" TEXT NOT NULL DEFAULT 'open',
    "ruling" TEXT,
    "isDue" BOOLEAN NOT NULL DEFAULT false,
    "entryId" TEXT,
    CONSTRAINT "Answer_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Answer_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Answer" ("confidence", "createdAt", "host", "id", "label", "making", "manner", "model", "revisionId", "role", "route", "text", "version") SELECT "confidence", "createdAt", "host", "id", "label", "making", "manner", "model", "revisionId", "role", "route", "text", "version" FROM "Answer";
DROP TABLE "Answer";
ALTER TABLE "new_Answer" RENAME TO "Answer";
CREATE UNIQUE INDEX "Answer_revisionId_key" ON "Answer"("revisionId");
CREATE INDEX "Answer_isDue_idx" ON "Answer"("isDue");
CREATE INDEX "Answer_entryId_idx" ON "Answer"("entryId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Verdict_memberId_idx" ON "Verdict"("memberId");

-- CreateIndex
CREATE INDEX "VoteUndo_communityId_endedAt_idx" ON "VoteUndo"("communityId", "endedAt");

-- CreateIndex
CREATE INDEX "Feedback_memberId_idx" ON "Feedback"("memberId");

-- CreateIndex
CREATE INDEX "ReviewItem_communityId_state_createdAt_idx" ON "ReviewItem"("communityId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "ReviewItem_answerId_idx" ON "ReviewItem"("answerId");

-- CreateIndex
CREATE INDEX "ReviewItem_entryId_idx" ON "ReviewItem"("entryId");

-- What has been voted on already is followed up at the next start.
UPDATE "Answer" SET "isDue" = true WHERE "id" IN (SELECT "answerId" FROM "Vote");
