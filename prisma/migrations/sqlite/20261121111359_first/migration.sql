-- CreateTable
CREATE TABLE "Community" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "platformId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "knowledgeTick" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Room" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "platformId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'mention',
    "open" BOOLEAN NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Room_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Question" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "consent" TEXT NOT NULL DEFAULT 'unasked',
    "communityWide" BOOLEAN NOT NULL,
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

-- CreateTable
CREATE TABLE "Revision" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "questionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Revision_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Answer" (
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
    CONSTRAINT "Answer_revisionId_fkey" FOREIGN KEY ("revisionId") REFERENCES "Revision" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AnswerSource" (
    "answerId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "entryId" TEXT NOT NULL,
    "score" REAL NOT NULL,

    PRIMARY KEY ("answerId", "number"),
    CONSTRAINT "AnswerSource_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AnswerSource_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Source" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "uri" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Source_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "category" TEXT,
    "url" TEXT,
    "verified" BOOLEAN NOT NULL,
    "audienceRoomId" TEXT,
    "supersedesId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "retiredAt" DATETIME,
    CONSTRAINT "Entry_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Entry_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Entry_audienceRoomId_fkey" FOREIGN KEY ("audienceRoomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Entry_supersedesId_fkey" FOREIGN KEY ("supersedesId") REFERENCES "Entry" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Vote" (
    "answerId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "weight" REAL NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("answerId", "memberId"),
    CONSTRAINT "Vote_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Vote_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Fact" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Community_platform_platformId_key" ON "Community"("platform", "platformId");

-- CreateIndex
CREATE UNIQUE INDEX "Room_communityId_platformId_key" ON "Room"("communityId", "platformId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_hash_key" ON "Member"("hash");

-- CreateIndex
CREATE INDEX "Question_state_leaseUntil_idx" ON "Question"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "Question_roomId_createdAt_idx" ON "Question"("roomId", "createdAt");

-- CreateIndex
CREATE INDEX "Question_memberId_createdAt_idx" ON "Question"("memberId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Question_platform_messageId_key" ON "Question"("platform", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_questionId_number_key" ON "Revision"("questionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Answer_revisionId_key" ON "Answer"("revisionId");

-- CreateIndex
CREATE INDEX "AnswerSource_entryId_idx" ON "AnswerSource"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "Source_communityId_uri_key" ON "Source"("communityId", "uri");

-- CreateIndex
CREATE UNIQUE INDEX "Entry_supersedesId_key" ON "Entry"("supersedesId");

-- CreateIndex
CREATE INDEX "Entry_communityId_retiredAt_idx" ON "Entry"("communityId", "retiredAt");

-- CreateIndex
CREATE INDEX "Entry_sourceId_key_idx" ON "Entry"("sourceId", "key");

-- CreateIndex
CREATE INDEX "Vote_memberId_idx" ON "Vote"("memberId");
