import GRDB

/// 登记库结构：the tables, built by named migrations that are only ever added to.
///
/// Everything is meant to be read with plain `sqlite3` too: codes, periods and outcomes are text as in the files, figures
/// are exact decimal text, instants are seconds since 1970 (`datetime(receivedAt, 'unixepoch', '+8 hours')`), and the
/// view `figureInForce` shows what counts. What has parts of its own (coverage, basis) is JSON with sorted keys. The
/// tables are strict, so a number is a number also in a register that somebody edited by hand.
enum RegisterSchema {
  /// Stands in the file's header, so that another program's database is not taken for a register: `CBao`.
  static let applicationID = 0x4342_616F

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 submissions, receipts, dispatches, journal") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: submissions)
      try database.execute(sql: receipts)
      try database.execute(sql: dispatches)
      try database.execute(sql: journal)
    }
    migrator.registerMigration("2 officers' decisions") { database in
      try database.execute(sql: decisions)
    }
    migrator.registerMigration("3 workings") { database in
      try database.execute(sql: workings)
    }
    migrator.registerMigration("4 explanations travel upward") { database in
      try database.execute(
        sql: "ALTER TABLE paragraph ADD COLUMN indicator TEXT; ALTER TABLE paragraph ADD COLUMN rule TEXT;")
    }
    migrator.registerMigration("5 versions of a report by its identity") { database in
      try database.execute(
        sql: "CREATE INDEX submissionByIdentity ON submission(unit, plan, period, scope, revision);")
    }
    migrator.registerMigration("6 what changed since, and what was exported") { database in
      try database.execute(sql: changes)
      try database.execute(sql: exports)
    }
    migrator.registerMigration("7 sheets of workbooks") { database in
      try database.execute(sql: sheets)
    }
    return migrator
  }

  /// What an officer decides about a report makes a new row that says from which one; the decision is noted as unfinished until
  /// its receipt is written and the original lies in its new place. So is a repeat until its file is gone from the Inbox.
  private static let decisions = """
    ALTER TABLE submission ADD COLUMN receiptStem TEXT;
    ALTER TABLE submission ADD COLUMN dropFolder TEXT;
    ALTER TABLE submission ADD COLUMN equalTo INTEGER REFERENCES submission(id);
    ALTER TABLE submission ADD COLUMN decidedFrom INTEGER REFERENCES submission(id);
    ALTER TABLE dispatch ADD COLUMN isWithdrawn INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE receipt ADD COLUMN journalSequence INTEGER;
    ALTER TABLE receipt ADD COLUMN journalHash TEXT;
    ALTER TABLE receipt ADD COLUMN decision TEXT;
    ALTER TABLE receipt ADD COLUMN officer TEXT;
    ALTER TABLE receipt ADD COLUMN reason TEXT;
    ALTER TABLE receipt ADD COLUMN decidedAt INTEGER;
    CREATE INDEX journalByEvent ON journal(event, period);

    CREATE TABLE unfinishedRepeat (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      entry BLOB NOT NULL,
      copy BLOB NOT NULL,
      digest TEXT NOT NULL
    ) STRICT;

    CREATE TABLE unfinishedDecision (
      submission INTEGER PRIMARY KEY REFERENCES submission(id),
      source TEXT NOT NULL,
      target TEXT NOT NULL,
      digest TEXT NOT NULL
    ) STRICT;
    """

  /// Places in a workbook are on a sheet: its number, 0 in other files, and the names of all in their order.
  private static let sheets = """
    ALTER TABLE finding ADD COLUMN sheet INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE repair ADD COLUMN sheet INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE receipt ADD COLUMN sheets TEXT;
    """

  /// One row per version that arrived, and what its report says where it could be reviewed (`cover` is not null).
  ///
  /// The partial unique index is the rule “one version in force for each identity”, kept by the database itself.
  /// `figure` is clustered by its submission, so loading one is a single range.
  private static let submissions = """
    CREATE TABLE submission (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      fileName TEXT NOT NULL,
      original TEXT NOT NULL,
      digest TEXT NOT NULL,
      byteCount INTEGER NOT NULL,
      receivedAt INTEGER NOT NULL,
      recordedAt INTEGER NOT NULL,
      channel TEXT NOT NULL,
      outcome TEXT NOT NULL,
      unit TEXT, plan TEXT, period TEXT, scope TEXT,
      revision INTEGER,
      mode TEXT NOT NULL,
      isLate INTEGER NOT NULL,
      figureCount INTEGER NOT NULL,
      hardCount INTEGER NOT NULL, softCount INTEGER NOT NULL, noteCount INTEGER NOT NULL,
      repairCount INTEGER NOT NULL,
      isInForce INTEGER NOT NULL,
      supersededBy INTEGER REFERENCES submission(id),
      cover TEXT,
      basis TEXT,
      CHECK (NOT isInForce OR (supersededBy IS NULL AND outcome IN ('accepted', 'questions')
        AND cover IS NOT NULL AND unit IS NOT NULL AND plan IS NOT NULL AND period IS NOT NULL
        AND scope IS NOT NULL AND revision IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX submissionInForce ON submission(unit, plan, period, scope) WHERE isInForce;
    CREATE INDEX submissionByPeriod ON submission(period);
    CREATE INDEX submissionByDigest ON submission(digest);
    CREATE INDEX submissionBySuccessor ON submission(supersededBy) WHERE supersededBy IS NOT NULL;

    CREATE TABLE figure (
      submission INTEGER NOT NULL REFERENCES submission(id),
      position INTEGER NOT NULL,
      task TEXT NOT NULL,
      indicator TEXT NOT NULL,
      status TEXT NOT NULL,
      inPeriod TEXT, yearToDate TEXT, planToDate TEXT, atEnd TEXT, numerator TEXT, denominator TEXT,
      adjustment TEXT, adjustmentReason TEXT,
      isProvisional INTEGER NOT NULL,
      line INTEGER NOT NULL,
      rolled TEXT,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE taskStatus (
      submission INTEGER NOT NULL REFERENCES submission(id),
      task TEXT NOT NULL,
      status TEXT NOT NULL,
      PRIMARY KEY (submission, task)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE paragraph (
      submission INTEGER NOT NULL REFERENCES submission(id),
      position INTEGER NOT NULL,
      unit TEXT NOT NULL,
      plan TEXT NOT NULL,
      task TEXT,
      kind TEXT NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE explanation (
      submission INTEGER NOT NULL REFERENCES submission(id),
      position INTEGER NOT NULL,
      rule TEXT, indicator TEXT, task TEXT,
      text TEXT NOT NULL,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID, STRICT;

    CREATE VIEW figureInForce AS
      SELECT s.unit, s.plan, s.period, s.scope, s.revision, s.outcome, f.task, f.indicator, f.status,
        f.inPeriod, f.yearToDate, f.planToDate, f.atEnd, f.numerator, f.denominator, f.adjustment,
        f.adjustmentReason, f.isProvisional, s.original, f.line, s.digest, f.submission
      FROM submission s JOIN figure f ON f.submission = s.id
      WHERE s.isInForce;
    """

  /// How often what is in force has changed, by plan and quarter, counted by the database itself: a quarter with the same count as
  /// before has the same reports in force as before. With the index only the quarters asked for are walked through.
  private static let changes = """
    CREATE INDEX submissionInForceByPeriod ON submission(plan, period, unit, scope) WHERE isInForce;

    CREATE TABLE workingsChange (
      plan TEXT NOT NULL,
      period TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (plan, period)
    ) WITHOUT ROWID, STRICT;
    INSERT INTO workingsChange SELECT plan, period, count(*) FROM submission WHERE isInForce GROUP BY plan, period;
    CREATE TRIGGER changeByArrival AFTER INSERT ON submission WHEN NEW.isInForce BEGIN
      INSERT INTO workingsChange VALUES (NEW.plan, NEW.period, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER changeFrom AFTER UPDATE ON submission WHEN OLD.isInForce BEGIN
      INSERT INTO workingsChange VALUES (OLD.plan, OLD.period, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER changeTo AFTER UPDATE ON submission WHEN NEW.isInForce BEGIN
      INSERT INTO workingsChange VALUES (NEW.plan, NEW.period, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER changeByRemoval AFTER DELETE ON submission WHEN OLD.isInForce BEGIN
      INSERT INTO workingsChange VALUES (OLD.plan, OLD.period, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    END;

    CREATE TABLE workingsEnd (
      programme TEXT NOT NULL,
      period TEXT NOT NULL,
      state TEXT NOT NULL,
      content BLOB NOT NULL,
      PRIMARY KEY (programme, period)
    ) STRICT;
    """

  /// What the files in the Outbox were made from and what they looked like when they were written, one row an area, so that the
  /// next run leaves those alone of which nothing changed.
  private static let exports = """
    CREATE TABLE workingsExport (
      programme TEXT NOT NULL,
      period TEXT NOT NULL,
      unit TEXT NOT NULL,
      madeFrom TEXT NOT NULL,
      setting TEXT NOT NULL,
      files TEXT NOT NULL,
      baseBytes INTEGER NOT NULL,
      PRIMARY KEY (programme, period, unit)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE workingsTable (
      programme TEXT NOT NULL,
      period TEXT NOT NULL,
      setting TEXT NOT NULL,
      stamp TEXT NOT NULL,
      PRIMARY KEY (programme, period)
    ) WITHOUT ROWID, STRICT;
    """

  /// What the sender was told: the parts of the receipt, and the exact bytes that were handed out.
  private static let receipts = """
    CREATE TABLE receipt (
      submission INTEGER PRIMARY KEY REFERENCES submission(id),
      unitName TEXT, planTitle TEXT,
      receiver TEXT NOT NULL, receiverName TEXT NOT NULL,
      names TEXT NOT NULL,
      ruleCatalogue TEXT NOT NULL,
      xml BLOB NOT NULL,
      html BLOB NOT NULL
    ) STRICT;

    CREATE TABLE finding (
      submission INTEGER NOT NULL REFERENCES submission(id),
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      severity TEXT NOT NULL,
      line INTEGER NOT NULL, "column" INTEGER NOT NULL,
      unit TEXT, task TEXT, indicator TEXT, value TEXT,
      facts TEXT NOT NULL,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE findingCount (
      submission INTEGER NOT NULL REFERENCES submission(id),
      code TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (submission, code)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE repair (
      submission INTEGER NOT NULL REFERENCES submission(id),
      position INTEGER NOT NULL,
      code TEXT NOT NULL,
      line INTEGER NOT NULL, "column" INTEGER NOT NULL,
      value TEXT NOT NULL, readAs TEXT NOT NULL,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE figureChange (
      submission INTEGER NOT NULL REFERENCES submission(id),
      position INTEGER NOT NULL,
      task TEXT NOT NULL, indicator TEXT NOT NULL, item TEXT NOT NULL,
      before TEXT, after TEXT,
      PRIMARY KEY (submission, position)
    ) WITHOUT ROWID, STRICT;
    """

  /// What was made of a quarter and sent upward. The unique keys make recording the same thing twice harmless.
  private static let dispatches = """
    CREATE TABLE rollUp (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      unit TEXT NOT NULL, plan TEXT NOT NULL, period TEXT NOT NULL,
      revision INTEGER NOT NULL,
      digest TEXT NOT NULL,
      fileName TEXT NOT NULL,
      recordedAt INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX rollUpByPeriod ON rollUp(period, unit, plan);

    CREATE TABLE dispatch (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      unit TEXT NOT NULL, plan TEXT NOT NULL, period TEXT NOT NULL,
      revision INTEGER NOT NULL,
      digest TEXT NOT NULL,
      destination TEXT NOT NULL,
      sentAt INTEGER NOT NULL,
      UNIQUE (period, unit, plan, revision, digest, destination)
    ) STRICT;
    CREATE INDEX dispatchByDigest ON dispatch(digest);

    CREATE TABLE superiorReceipt (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      rollUpDigest TEXT NOT NULL,
      outcome TEXT NOT NULL,
      receivedAt INTEGER NOT NULL,
      receiver TEXT NOT NULL,
      fileName TEXT NOT NULL,
      recordedAt INTEGER NOT NULL,
      UNIQUE (rollUpDigest, outcome, receivedAt, receiver, fileName)
    ) STRICT;
    """

  /// The triggers stop mistakes; the chain of digests shows what was done on purpose.
  private static let journal = """
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      event TEXT NOT NULL,
      unit TEXT, plan TEXT, period TEXT, scope TEXT,
      revision INTEGER,
      digest TEXT,
      officer TEXT, reason TEXT,
      details TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX journalByPeriod ON journal(period);
    CREATE TRIGGER journalIsNeverChanged BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER journalIsNeverShortened BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    """
}
