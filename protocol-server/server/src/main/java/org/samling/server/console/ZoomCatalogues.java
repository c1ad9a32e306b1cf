package org.samling.server.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.OtherCatalogues;
import org.samling.console.web.Diagnostic;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.Overlay.Decision;
import org.samling.core.imports.RecordJudge;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.Query;
import org.samling.core.search.SearchException;
import org.samling.routes.imports.ImportException;
import org.samling.routes.imports.ImportJob;
import org.samling.routes.imports.ImportListener;
import org.samling.routes.imports.ImportService;
import org.samling.zoom.ZoomConnection;
import org.samling.zoom.ZoomException;
import org.samling.zoom.ZoomRecord;
import org.samling.zoom.ZoomResultSet.Fetched;
import org.samling.zoom.ZoomTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other libraries' catalogues over Z39.50 and SRU, one by one, so that it can be told what each
 * answered. Safe for use by many threads.
 */
public final class ZoomCatalogues implements OtherCatalogues, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ZoomCatalogues.class);

  /** How many targets are waited for at once. */
  private static final int MOST_WAITED_FOR = 32;

  private final List<ZoomTarget> targets;
  private final RecordReader reader;
  private final ImportService imports;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_WAITED_FOR,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Thread.ofVirtual().name("console-target-", 1).factory());

  /**
   * Makes it.
   *
   * @param targets the catalogues of the configuration
   * @param reader reads their records
   * @param imports takes records over
   */
  public ZoomCatalogues(List<ZoomTarget> targets, RecordReader reader, ImportService imports) {
    this.targets = List.copyOf(targets);
    this.reader = reader;
    this.imports = imports;
  }

  @Override
  public List<String> targets() {
    return targets.stream().map(ZoomTarget::name).toList();
  }

  private Optional<ZoomTarget> named(String name) {
    return targets.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  @Override
  public List<Answer> search(List<String> names, Query query, int number) {
    var asked = new ArrayList<CompletableFuture<Answer>>();
    var wanted = names.stream().flatMap(n -> named(n).stream()).toList();
    wanted.forEach(target -> asked.add(begin(() -> answer(target, query, 1, number))));
    var answers = new ArrayList<Answer>();
    for (var i = 0; i < wanted.size(); i++) {
      answers.add(await(asked.get(i), wanted.get(i)));
    }
    return answers;
  }

  private CompletableFuture<Answer> begin(Supplier<Answer> question) {
    try {
      return CompletableFuture.supplyAsync(question, threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Waits as long as connecting, searching and presenting may take. */
  private static Answer await(CompletableFuture<Answer> asked, ZoomTarget target) {
    var longest = target.timeout().multipliedBy(3);
    try {
      return asked.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return silent(target, "no answer within %d s".formatted(longest.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent(target, "interrupted");
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case ZoomException fault -> refused(target, fault);
        case SearchException fault -> silent(target, String.valueOf(fault.getMessage()));
        case RejectedExecutionException _ ->
            silent(target, "too many catalogues are being asked; try again later");
        case null, default -> {
          LOG.error("{} could not be asked", target.name(), e.getCause());
          yield silent(target, "it could not be asked");
        }
      };
    }
  }

  private static Answer silent(ZoomTarget target, String fault) {
    return new Answer(target.name(), 0, List.of(), fault, null);
  }

  private static Answer refused(ZoomTarget target, ZoomException fault) {
    return new Answer(
        target.name(), 0, List.of(), String.valueOf(fault.getMessage()), diagnostic(fault));
  }

  /** The target's own diagnostic, by its standard's number; null for a fault found on this side. */
  private static @Nullable Diagnostic diagnostic(ZoomException fault) {
    return switch (fault.diagnosticSet()) {
      case "Bib-1" -> Diagnostic.bib1(fault.code(), fault.text(), fault.addinfo());
      case "info:srw/diagnostic/1" -> Diagnostic.srw(fault.code(), fault.text(), fault.addinfo());
      default -> null;
    };
  }

  private Answer answer(ZoomTarget target, Query query, int from, int number) {
    try (var connection = ZoomConnection.open(target);
        var found = connection.search(query)) {
      var hits = new ArrayList<Hit>();
      if (from <= found.count()) {
        var position = from;
        for (var fetched : found.records(from, number)) {
          hits.add(
              switch (fetched) {
                case Fetched.Given(var record) -> hit(target, position, record);
                case Fetched.Refused(var reason) -> new Hit(position, null, reason);
              });
          position++;
        }
      }
      return new Answer(target.name(), found.count(), hits, null, null);
    }
  }

  private Hit hit(ZoomTarget target, int position, ZoomRecord record) {
    var results =
        reader.read(
            new ByteArrayInputStream(record.bytes().toArray()),
            new RecordReader.Options(null, target.source(), false));
    if (!results.hasNext()) {
      return new Hit(position, null, record.syntax() + ": nothing in it");
    }
    return switch (results.next()) {
      case ReadResult.Accepted accepted -> new Hit(position, accepted.record(), "");
      case ReadResult.Rejected rejected -> new Hit(position, null, rejected.reason());
    };
  }

  @Override
  public Optional<CatalogueRecord> record(String name, Query query, int position) {
    return named(name)
        .map(target -> await(begin(() -> answer(target, query, position, 1)), target))
        .flatMap(answer -> answer.hits().stream().findFirst())
        .flatMap(hit -> Optional.ofNullable(hit.record()));
  }

  @Override
  public Taken take(
      CatalogueRecord record, String name, TenantId owner, String member, ImportRules rules) {
    var target = named(name).orElseThrow(() -> new IllegalArgumentException(name));
    var listener = new Listener();
    try {
      var file = Files.createTempFile("samling-taken", null);
      try {
        Files.write(file, record.original().toArray());
        var report =
            imports.load(
                new ImportJob(
                    file,
                    owner,
                    target.source(),
                    record.format(),
                    member,
                    ImportJob.Mode.ANEW,
                    null,
                    rules),
                listener);
        if (listener.rejection != null) {
          return new Taken.Rejected(listener.rejection);
        }
        var put = report.put();
        return new Taken.Here(
            listener.there == null ? record.key() : listener.there.key(),
            put.added() > 0 ? What.ADDED : put.changed() > 0 ? What.CHANGED : What.UNCHANGED);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (ImportException e) {
      return new Taken.Rejected(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hears what became of the one record. */
  private static final class Listener implements ImportListener {

    private @Nullable String rejection;
    private @Nullable CatalogueRecord there;

    @Override
    public void progress(long bytes, int records) {
      // One record is done or is not.
    }

    @Override
    public void rejected(ReadResult.Rejected record) {
      rejection = record.reason();
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      if (decision.verdict() instanceof RecordJudge.Verdict.Leave && !decision.others().isEmpty()) {
        there = decision.others().getFirst().record();
      }
    }
  }

  /** Asks no more; what is under way ends by its time limit. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
