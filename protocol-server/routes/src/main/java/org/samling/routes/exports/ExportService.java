package org.samling.routes.exports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.samling.core.StoreException;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.RecordRenderer;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.CatalogueCopy.RecordSelection;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.RecordRef;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.routes.Message;
import org.samling.routes.ProtocolRoutes;
import org.samling.routes.Switchboard;

/**
 * Writes records of the catalogue to files, from one snapshot. Memory does not grow with their
 * number. Safe for use by several threads.
 */
public final class ExportService {

  /** The most numbers in a file of numbers; a file with more is refused. */
  public static final int MAX_NUMBERS = 1_000_000;

  private static final int PIECE = 500;

  private final CatalogueCopy copy;
  private final RecordRenderer renderer;
  private final Switchboard<Run, ExportReport> switchboard;

  /** Adds the export's route to a started Camel context. */
  public ExportService(CamelContext camel, CatalogueCopy copy, RecordRenderer renderer) {
    this.copy = copy;
    this.renderer = renderer;
    this.switchboard =
        new Switchboard<>(camel, ProtocolRoutes.of("catalogue-export", Run.class, Run::report));
  }

  /**
   * Makes one file, and returns when all of it is written.
   *
   * @param job which records go where
   * @param search opens the index, where the job asks for records that match a query
   * @param listener receives the progress and the records that are left out
   * @throws ExportException when the store, the index or a file ended it, or there are too many
   *     numbers
   */
  public ExportReport export(
      ExportJob job, Supplier<CatalogueSearch> search, ExportListener listener) {
    try {
      return switchboard.send(new Run(job, search, listener));
    } catch (UncheckedIOException e) {
      throw new ExportException("A file can't be read or written: " + e.getMessage(), e);
    } catch (StoreException | SearchException e) {
      throw new ExportException("The catalogue can't be read: " + e.getMessage(), e);
    }
  }

  /** Roughly how many records there are, for a progress bar. */
  public long approximateCount(ExportJob job) {
    return copy.approximateCount(job.scope());
  }

  /** One export. Confined to the thread that runs it. */
  private final class Run implements Message<ExportReport> {

    private final ExportJob job;
    private final Supplier<CatalogueSearch> search;
    private final ExportListener listener;
    private final long started = System.nanoTime();
    private final Set<String> notFound = new LinkedHashSet<>();
    private int numbers;
    private long read;
    private long written;
    private long originals;

    Run(ExportJob job, Supplier<CatalogueSearch> search, ExportListener listener) {
      this.job = job;
      this.search = search;
      this.listener = listener;
    }

    ExportReport report() {
      try (var file = new RecordFile(job.file(), job.syntax())) {
        switch (job.which()) {
          case ExportJob.Selection.All() -> read(new RecordSelection.All(), file);
          case ExportJob.Selection.Matching(var query) -> {
            try (var found = search.get().search(job.scope(), query)) {
              read(new RecordSelection.Found(new Pieces(found)), file);
            }
          }
          case ExportJob.Selection.Numbered(var path) -> {
            try (var lines = Files.newBufferedReader(path)) {
              read(new RecordSelection.Numbers(numbers(lines)), file);
            }
            notFound.forEach(
                number -> listener.leftOut(number, "There is no such record in this catalogue."));
          }
        }
        var bytes = file.finish();
        return new ExportReport(
            read,
            written,
            originals,
            notFound.size(),
            bytes,
            Duration.ofNanos(System.nanoTime() - started));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void read(RecordSelection wanted, RecordFile file) {
      copy.read(job.scope(), wanted, job.changedSince(), record -> add(record, file));
    }

    private Iterator<String> numbers(BufferedReader lines) {
      return lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .filter(this::isNew)
          .iterator();
    }

    private boolean isNew(String number) {
      if (++numbers > MAX_NUMBERS) {
        throw new ExportException(
            String.format(
                Locale.ROOT,
                "The file of numbers has more than %,d numbers. Divide it and export each part.",
                MAX_NUMBERS));
      }
      return notFound.add(number);
    }

    private void add(StoredRecord kept, RecordFile file) {
      read++;
      var record = kept.record();
      var key = record.key();
      notFound.remove(key.number());
      notFound.remove(key.toString());
      var rendered = kept.rendered(renderer, job.syntax());
      if (rendered.isEmpty()) {
        listener.leftOut(key.toString(), why(kept));
      } else {
        write(rendered.get(), file);
        originals += rendered.get().equals(record.original()) ? 1 : 0;
        written++;
      }
      listener.progress(read);
    }

    private String why(StoredRecord kept) {
      return ("It is in %s and can't be written as %s:"
              + " it is too large for that form, or there is no conversion.")
          .formatted(kept.record().format().marc(), job.syntax().label());
    }
  }

  private static void write(Bytes record, RecordFile file) {
    try {
      file.add(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records found, page by page. */
  private static final class Pieces implements Iterator<List<RecordRef>> {

    private final ResultSet found;
    private long next = 1;

    Pieces(ResultSet found) {
      this.found = found;
    }

    @Override
    public boolean hasNext() {
      return next <= found.count();
    }

    @Override
    public List<RecordRef> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      var piece = found.records(next, PIECE).stream().map(FoundRecord::ref).toList();
      next += piece.size();
      return piece;
    }
  }
}
