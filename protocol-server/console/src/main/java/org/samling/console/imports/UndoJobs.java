package org.samling.console.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.imports.Imports.KeptRecord;
import org.samling.console.imports.Imports.Undoing;
import org.samling.core.StoreException;
import org.samling.core.imports.ImportBatch;
import org.samling.core.imports.ImportBatches;
import org.samling.core.imports.ImportBatches.BatchTakenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes imports, each on its own thread, because it may take longer than a browser waits. The
 * latest results are kept in memory on this node; undoing an import again returns the same result.
 *
 * <p>Thread-safe.
 */
final class UndoJobs {

  private static final Logger LOG = LoggerFactory.getLogger(UndoJobs.class);

  /** The maximum number of kept records listed one by one. */
  private static final int TOLD = 200;

  private static final int REMEMBERED = 50;

  private final ImportBatches batches;
  private final Map<Long, Run> runs = new LinkedHashMap<>();

  /** Guarded by itself. */
  private static final class Run {
    private final List<KeptRecord> told = new ArrayList<>();
    private int stay;
    private boolean isRunning = true;
    private @Nullable String problem;

    synchronized Undoing shown() {
      return new Undoing(isRunning, stay, told, problem);
    }

    synchronized void stays(KeptRecord kept) {
      stay++;
      if (told.size() < TOLD) {
        told.add(kept);
      }
    }

    synchronized void end(@Nullable String why) {
      isRunning = false;
      problem = why;
    }
  }

  UndoJobs(ImportBatches batches) {
    this.batches = batches;
  }

  /** Returns the state of the undo of an import on this node. */
  Optional<Undoing> of(ImportBatch batch) {
    synchronized (runs) {
      return Optional.ofNullable(runs.get(batch.number())).map(Run::shown);
    }
  }

  /** Starts to undo an import, unless that is already running. */
  void begin(ImportBatch batch) {
    var run = new Run();
    synchronized (runs) {
      var before = runs.get(batch.number());
      if (before != null && before.shown().isRunning()) {
        return;
      }
      runs.remove(batch.number());
      runs.put(batch.number(), run);
      if (runs.size() > REMEMBERED) {
        runs.remove(runs.keySet().iterator().next());
      }
    }
    Thread.ofVirtual().name("console-undo").start(() -> undo(batch, run));
  }

  private void undo(ImportBatch batch, Run run) {
    try {
      batches.undo(batch, (key, reason) -> run.stays(new KeptRecord(key, reason)));
      run.end(null);
    } catch (BatchTakenException e) {
      run.end("imports.undo-taken");
    } catch (StoreException e) {
      LOG.warn("import {} could not be undone: {}", batch.number(), e.toString());
      run.end("imports.undo-store");
    } catch (RuntimeException e) {
      LOG.error("import {} could not be undone", batch.number(), e);
      run.end("imports.undo-store");
    }
  }
}
