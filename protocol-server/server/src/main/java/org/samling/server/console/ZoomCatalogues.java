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
 * Other libraries' catalogues over Z39.50 and SRU, searched one by one, so that each one's answer
 * can be shown. Safe for use by many threads.
 */
public final class ZoomCatalogues implements OtherCatalogues, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ZoomCatalogues.class);

  /** The most targets that are searched at once. */
  private static final int MOST_SEARCHED = 32;

  private final List<ZoomTarget> targets;
  private final RecordReader reader;
  private final ImportService imports;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_SEARCHED,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Thread.ofVirtual().name("console-target-", 1).factory());

  /**
   * Creates an instance.
   *
   * @param imports imports records from them
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
    var pending = new ArrayList<CompletableFuture<Answer>>();
    var wanted = names.stream().flatMap(n -> named(n).stream()).toList();
    wanted.forEach(target -> pending.add(begin(() -> answer(target, query, 1, number))));
    var answers = new ArrayList<Answer>();
    for (var i = 0; i < wanted.size(); i++) {
      answers.add(await(pending.get(i), wanted.get(i)));
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

  /** Waits for as long as connecting, searching and presenting may take. */
  private static Answer await(CompletableFuture<Answer> pending, ZoomTarget target) {
    var longest = target.timeout().multipliedBy(3);
    try {
      return pending.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return noAnswer(target, "no answer within %d s".formatted(longest.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return noAnswer(target, "interrupted");
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case ZoomException fault -> refused(target, fault);
        case SearchException fault -> noAnswer(target, String.valueOf(fault.getMessage()));
        case RejectedExecutionException _ ->
            noAnswer(target, "too many catalogues are being searched; try again later");
        case null, default -> {
          LOG.error("{} could not be searched", target.name(), e.getCause());
          yield noAnswer(target, "it could not be searched");
        }
      };
    }
  }

  private static Answer noAnswer(ZoomTarget target, String fault) {
    return new Answer(target.name(), 0, List.of(), fault, null);
  }

  private static Answer refused(ZoomTarget target, ZoomException fault) {
    return new Answer(
        target.name(), 0, List.of(), String.valueOf(fault.getMessage()), diagnostic(fault));
  }

  /** The target's own diagnostic, by its standard's number; null for a fault on this side. */
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
                case Fetched.Returned(var record) -> hit(target, position, record);
                case Fetched.Missing(var reason) -> new Hit(position, null, reason);
              });
          position++;
        }
      }
      return new Answer(target.name(), found.count(), hits, null);
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
  public CopyResult copy(
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
          return new CopyResult.Rejected(listener.rejection);
        }
        var put = report.put();
        return new CopyResult.Here(
            listener.existing == null ? record.key() : listener.existing.key(),
            put.added() > 0
                ? CopyEffect.ADDED
                : put.changed() > 0 ? CopyEffect.CHANGED : CopyEffect.UNCHANGED);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (ImportException e) {
      return new CopyResult.Rejected(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Receives the result for the single record. */
  private static final class Listener implements ImportListener {

    private @Nullable String rejection;
    private @Nullable CatalogueRecord existing;

    @Override
    public void progress(long bytes, int records) {
      // A single record has no progress.
    }

    @Override
    public void rejected(ReadResult.Rejected record) {
      rejection = record.reason();
    }

    @Override
    public void judged(ReadResult.Accepted record, Decision decision) {
      if (decision.verdict() instanceof RecordJudge.Verdict.Leave && !decision.others().isEmpty()) {
        existing = decision.others().getFirst().record();
      }
    }
  }

  /** Starts no more searches; those under way end by their time-outs. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
