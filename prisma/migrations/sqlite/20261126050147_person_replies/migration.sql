-- AlterTable
ALTER TABLE "Entry" ADD COLUMN "credit" TEXT;

-- CreateTable
CREATE TABLE "PersonReply" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "url" TEXT,
    "authorName" TEXT NOT NULL,
    "questionMessageId" TEXT NOT NULL,
    "askerId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "communityWide" BOOLEAN NOT NULL,
    "standing" TEXT NOT NULL DEFAULT 'open',
    "ruling" TEXT,
    "isImported" BOOLEAN NOT NULL DEFAULT false,
    "isDue" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PersonReply_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PersonReply_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PersonReply_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "PersonReply_askerId_fkey" FOREIGN KEY ("askerId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReplyMark" (
    "replyId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "weight" REAL NOT NULL,
    "isVerdict" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("replyId", "memberId", "value"),
    CONSTRAINT "ReplyMark_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "PersonReply" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReplyMark_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Membership" (
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "level" TEXT NOT NULL DEFAULT 'regular',
    "consent" TEXT NOT NULL DEFAULT 'unasked',
    "teaches" TEXT NOT NULL DEFAULT 'unasked',
    "askedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("communityId", "memberId"),
    CONSTRAINT "Membership_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Membership_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Membership" ("communityId", "consent", "createdAt", "level", "memberId") SELECT "communityId", "consent", "createdAt", "level", "memberId" FROM "Membership";
DROP TABLE "Membership";
ALTER TABLE "new_Membership" RENAME TO "Membership";
CREATE INDEX "Membership_memberId_idx" ON "Membership"("memberId");
CREATE TABLE "new_ReviewItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "roomId" TEXT,
    "answerId" TEXT,
    "entryId" TEXT,
    "replyId" TEXT,
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
    CONSTRAINT "ReviewItem_replyId_fkey" FOREIGN KEY ("replyId") REFERENCES "PersonReply" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReviewItem_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_ReviewItem" ("answerId", "authorId", "communityId", "createdAt", "decidedAt", "decidedBy", "entryId", "id", "kind", "question", "roomId", "state", "text", "why") SELECT "answerId", "authorId", "communityId", "createdAt", "decidedAt", "decidedBy", "entryId", "id", "kind", "question", "roomId", "state", "text", "why" FROM "ReviewItem";
DROP TABLE "ReviewItem";
ALTER TABLE "new_ReviewItem" RENAME TO "ReviewItem";
CREATE INDEX "ReviewItem_communityId_state_createdAt_idx" ON "ReviewItem"("communityId", "state", "createdAt");
CREATE INDEX "ReviewItem_answerId_idx" ON "ReviewItem"("answerId");
CREATE INDEX "ReviewItem_entryId_idx" ON "ReviewItem"("entryId");
CREATE INDEX "ReviewItem_replyId_idx" ON "ReviewItem"("replyId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "PersonReply_platform_questionMessageId_idx" ON "PersonReply"("platform", "questionMessageId");

-- CreateIndex
CREATE INDEX "PersonReply_isDue_idx" ON "PersonReply"("isDue");

-- CreateIndex
CREATE INDEX "PersonReply_communityId_key_idx" ON "PersonReply"("communityId", "key");

-- CreateIndex
CREATE INDEX "PersonReply_authorId_idx" ON "PersonReply"("authorId");

-- CreateIndex
CREATE INDEX "PersonReply_askerId_idx" ON "PersonReply"("askerId");

-- CreateIndex
CREATE UNIQUE INDEX "PersonReply_platform_messageId_key" ON "PersonReply"("platform", "messageId");

-- CreateIndex
CREATE INDEX "ReplyMark_memberId_idx" ON "ReplyMark"("memberId");
