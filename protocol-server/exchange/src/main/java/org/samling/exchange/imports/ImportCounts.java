package org.samling.exchange.imports;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the files that the server imported, and the outcomes of their records. */
public final class ImportCounts {

  private final Counter done;
  private final Counter failed;
  private final Counter added;
  private final Counter changed;
  private final Counter unchanged;
  private final Counter rejected;

  /** Registers the counters. */
  public ImportCounts(MeterRegistry registry) {
    done = files(registry, "done");
    failed = files(registry, "failed");
    added = records(registry, "added");
    changed = records(registry, "changed");
    unchanged = records(registry, "unchanged");
    rejected = records(registry, "rejected");
  }

  /** Counts a file whose import has ended. */
  void count(ImportEnd end) {
    (end.isFailed() ? failed : done).increment();
    var report = end.report();
    added.increment(report.put().added());
    changed.increment(report.put().changed());
    unchanged.increment(report.put().unchanged());
    rejected.increment(report.rejected());
  }

  private static Counter files(MeterRegistry registry, String result) {
    return Counter.builder("samling.imports.files")
        .description("Files of records that were put into watched folders or sent in, and are over")
        .tag("result", result)
        .register(registry);
  }

  private static Counter records(MeterRegistry registry, String result) {
    return Counter.builder("samling.imports.records")
        .description("Records in these files, by what came of them")
        .tag("result", result)
        .register(registry);
  }
}
