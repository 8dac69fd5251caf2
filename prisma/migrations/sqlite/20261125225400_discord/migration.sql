-- AlterTable
ALTER TABLE "Community" ADD COLUMN "introducedAt" DATETIME;
ALTER TABLE "Community" ADD COLUMN "leftAt" DATETIME;
ALTER TABLE "Community" ADD COLUMN "settings" JSONB;

-- AlterTable
ALTER TABLE "Revision" ADD COLUMN "attached" JSONB;

-- CreateTable
CREATE TABLE "Membership" (
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "level" TEXT NOT NULL DEFAULT 'regular',
    "consent" TEXT NOT NULL DEFAULT 'unasked',
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("communityId", "memberId"),
    CONSTRAINT "Membership_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Membership_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ShownMessage" (
    "platform" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "answerId" TEXT,
    "part" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("platform", "messageId"),
    CONSTRAINT "ShownMessage_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ShownMessage_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "questionId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "expiresAt" DATETIME NOT NULL,
    "original" TEXT,
    "deciderId" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Draft_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Draft_deciderId_fkey" FOREIGN KEY ("deciderId") REFERENCES "Member" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FeedItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT,
    "what" TEXT NOT NULL,
    "roomId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "FeedItem_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reaction" (
    "platform" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "answerId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("platform", "messageId", "memberId", "value"),
    CONSTRAINT "Reaction_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Reaction_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "dmCommunityId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Member_dmCommunityId_fkey" FOREIGN KEY ("dmCommunityId") REFERENCES "Community" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Member" ("createdAt", "hash", "id") SELECT "createdAt", "hash", "id" FROM "Member";
DROP TABLE "Member";
ALTER TABLE "new_Member" RENAME TO "Member";
CREATE UNIQUE INDEX "Member_hash_key" ON "Member"("hash");
CREATE TABLE "new_Question" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "consent" TEXT NOT NULL DEFAULT 'unasked',
    "trainable" BOOLEAN NOT NULL DEFAULT false,
    "communityWide" BOOLEAN NOT NULL,
    "asked" BOOLEAN NOT NULL DEFAULT true,
    "followsId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "stateReason" TEXT,
    "leaseOwner" TEXT,
    "leaseUntil" DATETIME,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Question_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Question_roomId_fkey" FOREIGN KEY ("roomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Question_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Question_followsId_fkey" FOREIGN KEY ("followsId") REFERENCES "Question" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Question" ("communityId", "communityWide", "consent", "createdAt", "fence", "followsId", "id", "leaseOwner", "leaseUntil", "memberId", "messageId", "origin", "platform", "roomId", "state", "stateReason") SELECT "communityId", "communityWide", "consent", "createdAt", "fence", "followsId", "id", "leaseOwner", "leaseUntil", "memberId", "messageId", "origin", "platform", "roomId", "state", "stateReason" FROM "Question";
DROP TABLE "Question";
ALTER TABLE "new_Question" RENAME TO "Question";
CREATE INDEX "Question_state_leaseUntil_idx" ON "Question"("state", "leaseUntil");
CREATE INDEX "Question_roomId_createdAt_idx" ON "Question"("roomId", "createdAt");
CREATE INDEX "Question_memberId_createdAt_idx" ON "Question"("memberId", "createdAt");
CREATE UNIQUE INDEX "Question_platform_messageId_key" ON "Question"("platform", "messageId");
CREATE TABLE "new_Room" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "platformId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" TEXT,
    "mode" TEXT,
    "settings" JSONB,
    "open" BOOLEAN NOT NULL,
    "lastSeenId" TEXT,
    "blockedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Room_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Room_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Room" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Room" ("communityId", "createdAt", "id", "kind", "mode", "name", "open", "platformId") SELECT "communityId", "createdAt", "id", "kind", "mode", "name", "open", "platformId" FROM "Room";
DROP TABLE "Room";
ALTER TABLE "new_Room" RENAME TO "Room";
CREATE UNIQUE INDEX "Room_communityId_platformId_key" ON "Room"("communityId", "platformId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Membership_memberId_idx" ON "Membership"("memberId");

-- CreateIndex
CREATE INDEX "ShownMessage_questionId_idx" ON "ShownMessage"("questionId");

-- CreateIndex
CREATE INDEX "ShownMessage_answerId_idx" ON "ShownMessage"("answerId");

-- CreateIndex
CREATE INDEX "ShownMessage_platform_createdAt_idx" ON "ShownMessage"("platform", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Draft_questionId_key" ON "Draft"("questionId");

-- CreateIndex
CREATE INDEX "Draft_state_expiresAt_idx" ON "Draft"("state", "expiresAt");

-- CreateIndex
CREATE INDEX "FeedItem_communityId_createdAt_idx" ON "FeedItem"("communityId", "createdAt");

-- CreateIndex
CREATE INDEX "Reaction_answerId_memberId_idx" ON "Reaction"("answerId", "memberId");

-- CreateIndex
CREATE INDEX "Reaction_memberId_idx" ON "Reaction"("memberId");
