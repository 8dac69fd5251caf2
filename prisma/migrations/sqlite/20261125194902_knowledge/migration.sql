-- AlterTable
ALTER TABLE "Source" ADD COLUMN "nextImportAt" DATETIME;
ALTER TABLE "Source" ADD COLUMN "schedule" TEXT;
ALTER TABLE "Source" ADD COLUMN "settings" JSONB;

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sourceId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "leaseUntil" DATETIME NOT NULL,
    "report" JSONB,
    CONSTRAINT "Import_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WordSegment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "audienceRoomId" TEXT,
    "searchable" BOOLEAN NOT NULL,
    "importId" TEXT,
    "wordsVersion" INTEGER NOT NULL,
    "entryCount" INTEGER NOT NULL,
    "bucketBits" INTEGER NOT NULL,
    "entries" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "WordSegment_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WordSegment_audienceRoomId_fkey" FOREIGN KEY ("audienceRoomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "WordSegment_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "WordBlock" (
    "segmentId" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "postings" BLOB NOT NULL,

    PRIMARY KEY ("segmentId", "bucket"),
    CONSTRAINT "WordBlock_segmentId_fkey" FOREIGN KEY ("segmentId") REFERENCES "WordSegment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "EntryVector" (
    "entryId" TEXT NOT NULL,
    "embedding" TEXT NOT NULL,
    "vector" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("entryId", "embedding"),
    CONSTRAINT "EntryVector_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Community" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "platformId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "release" TEXT,
    "wordsVersion" INTEGER NOT NULL DEFAULT 0,
    "searchTuning" JSONB,
    "createdAt" DATETIME NOT NULL
);
INSERT INTO "new_Community" ("createdAt", "id", "name", "paused", "platform", "platformId") SELECT "createdAt", "id", "name", "paused", "platform", "platformId" FROM "Community";
DROP TABLE "Community";
ALTER TABLE "new_Community" RENAME TO "Community";
CREATE UNIQUE INDEX "Community_platform_platformId_key" ON "Community"("platform", "platformId");
CREATE TABLE "new_Entry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "importId" TEXT,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "category" TEXT,
    "url" TEXT,
    "verified" BOOLEAN NOT NULL,
    "standing" TEXT NOT NULL DEFAULT 'open',
    "holdsFor" TEXT,
    "audienceRoomId" TEXT,
    "supersedesId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "reviewSince" DATETIME,
    "reviewReason" TEXT,
    "retiredAt" DATETIME,
    "retiredReason" TEXT,
    "likeness" BLOB,
    CONSTRAINT "Entry_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Entry_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Entry_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import" ("id") ON DELETE NO ACTION ON UPDATE CASCADE,
    CONSTRAINT "Entry_audienceRoomId_fkey" FOREIGN KEY ("audienceRoomId") REFERENCES "Room" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Entry_supersedesId_fkey" FOREIGN KEY ("supersedesId") REFERENCES "Entry" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Entry" ("audienceRoomId", "category", "communityId", "createdAt", "id", "key", "kind", "retiredAt", "sourceId", "supersedesId", "text", "title", "url", "verified") SELECT "audienceRoomId", "category", "communityId", "createdAt", "id", "key", "kind", "retiredAt", "sourceId", "supersedesId", "text", "title", "url", "verified" FROM "Entry";
DROP TABLE "Entry";
ALTER TABLE "new_Entry" RENAME TO "Entry";
CREATE UNIQUE INDEX "Entry_supersedesId_key" ON "Entry"("supersedesId");
CREATE INDEX "Entry_communityId_retiredAt_idx" ON "Entry"("communityId", "retiredAt");
CREATE INDEX "Entry_sourceId_key_idx" ON "Entry"("sourceId", "key");
CREATE INDEX "Entry_importId_idx" ON "Entry"("importId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Import_sourceId_startedAt_idx" ON "Import"("sourceId", "startedAt");

-- CreateIndex
CREATE INDEX "Import_state_leaseUntil_idx" ON "Import"("state", "leaseUntil");

-- CreateIndex
CREATE INDEX "WordSegment_communityId_searchable_idx" ON "WordSegment"("communityId", "searchable");

-- CreateIndex
CREATE INDEX "WordSegment_importId_idx" ON "WordSegment"("importId");

-- CreateIndex
CREATE INDEX "Source_nextImportAt_idx" ON "Source"("nextImportAt");
