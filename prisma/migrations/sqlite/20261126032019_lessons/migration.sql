-- CreateTable
CREATE TABLE "Lesson" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "saying" TEXT NOT NULL,
    "direction" INTEGER NOT NULL,
    "wording" TEXT NOT NULL,
    "finding" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "good" JSONB NOT NULL,
    "bad" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "editedBy" TEXT,
    "isEdited" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL,
    "foundAt" DATETIME NOT NULL,
    CONSTRAINT "Lesson_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_communityId_category_feature_saying_key" ON "Lesson"("communityId", "category", "feature", "saying");
