package org.samling.bench.search;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.CatalogueLibrary;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Round;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.reference.Reference;
import org.samling.bench.reference.Zebra;
import org.samling.bench.search.SearchQuery.Kind;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.exchange.generate.CatalogueGenerator;

/**
 * Measures the cost of Z39.50 and SRU on a server, beside zebrasrv on the same records, round by
 * round in one run.
 */
public final class Z3950Bench {

  private static final int WARM_UP_CONNECTIONS = 8;

  /** The average number of items of a generated record. */
  private static final double COPIES = 2;

  private final Path directory;
  private final PrintWriter out;

  /**
   * Makes a bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for the tables
   */
  public Z3950Bench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * A query with its numbers of hits.
   *
   * @param ours hits on the server
   * @param theirs hits on zebrasrv, or the same number if it is missing
   */
  private record Counted(SearchQuery query, long ours, long theirs) {

    boolean findsSomething() {
      return ours > 0 && theirs > 0;
    }

    boolean findsTheSame() {
      return ours == theirs;
    }
  }

  /**
   * The plan of a run.
   *
   * @param operations the operations, each measured for each number of connections
   * @param connections the numbers of connections
   * @param warmUp the warm-up of our server for each operation, in seconds; zebrasrv, which has
   *     nothing to compile, gets a fifth of that
   * @param seconds the length of a round
   * @param rounds the number of rounds; medians are printed
   * @param byKind whether to measure searches by kind of query too
   * @param idle how many idle sessions to open at the end, or 0
   */
  public record Plan(
      List<SearchOperation> operations,
      List<Integer> connections,
      int warmUp,
      int seconds,
      int rounds,
      boolean byKind,
      int idle) {}

  /**
   * Runs the bench on generated records and prints its tables.
   *
   * @param size how many records
   * @return operations per second, for each number of connections
   */
  public List<Measured> run(int size, Plan plan) throws Exception {
    say("Making %,d records ...".formatted(size));
    var file = directory.resolve("catalogue.mrc");
    try (var bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      new CatalogueGenerator(
              new CatalogueGenerator.Wanted(
                  size, 1, RecordSyntax.MARC21, COPIES, List.of(CatalogueLibrary.TENANT)))
          .write(bytes, _ -> {});
    }
    return run(file, plan);
  }

  /**
   * Runs the bench on the records of a file and prints its tables.
   *
   * @param records a file of MARC 21 records in ISO 2709 and UTF-8, with items in 952
   * @return operations per second, for each number of connections
   */
  public List<Measured> run(Path records, Plan plan) throws Exception {
    try (var started = new StartedResources()) {
      say("Drawing queries from the records ...");
      var drawn = SearchQueries.draw(records);
      var ours = ours(records, started);
      var theirs = theirs(records, started);
      say("Asking each of %,d queries once ...".formatted(drawn.size()));
      var counted = counted(drawn, ours, theirs);
      var queries = counted.stream().filter(Counted::findsSomething).toList();
      say(
          "%,d queries remain; the others have no hits on %s."
              .formatted(queries.size(), theirs == null ? "the server" : "one of the two"));
      say(
          "Rounds of %d s, %d of each, in turn; medians. CPU is of a core, each server's own; DB is its database's. Servers and load on this machine."
              .formatted(plan.seconds(), plan.rounds()));
      say(heading(theirs));
      var measured = new ArrayList<Measured>();
      for (var operation : plan.operations()) {
        measured.addAll(measure(operation, queries, plan, ours, theirs));
      }
      if (plan.byKind()) {
        byKind(queries, plan, ours, theirs);
      }
      memory(ours);
      if (theirs != null) {
        memory(theirs);
      }
      if (plan.idle() > 0) {
        new IdleSessions(ours.target(), directory, this::say)
            .measure(plan.idle(), queries(queries));
      }
      return measured;
    }
  }

  /** Measures one operation for each number of connections, once both servers are warm. */
  private List<Measured> measure(
      SearchOperation operation,
      List<Counted> counted,
      Plan plan,
      SearchLoad ours,
      @Nullable SearchLoad theirs)
      throws Exception {
    var queries = queries(counted);
    if (operation == SearchOperation.HOLDINGS) {
      var held = ours.countsOfHoldings(queries);
      queries =
          IntStream.range(0, held.length)
              .filter(i -> held[i] > 0)
              .mapToObj(queries(counted)::get)
              .toList();
      if (queries.isEmpty()) {
        say("The records have no items in 952: holdings are not measured.");
        return List.of();
      }
    }
    if (plan.warmUp() > 0) {
      ours.run(operation, queries, WARM_UP_CONNECTIONS, plan.warmUp());
      if (theirs != null) {
        theirs.run(operation, queries, WARM_UP_CONNECTIONS, 1 + plan.warmUp() / 5);
      }
    }
    var measured = new ArrayList<Measured>();
    for (var connections : plan.connections()) {
      var our = new ArrayList<Round>();
      var their = new ArrayList<Round>();
      for (var round = 0; round < plan.rounds(); round++) {
        our.add(ours.run(operation, queries, connections, plan.seconds()));
        if (theirs != null) {
          their.add(theirs.run(operation, queries, connections, plan.seconds()));
        }
      }
      row(operation.title(), connections, our, their);
      measured.add(Measured.of(operation.title(), our, their));
    }
    return measured;
  }

  private SearchLoad ours(Path records, StartedResources started)
      throws IOException, InterruptedException, SQLException {
    say("Importing ...");
    var library = new SearchLibrary(directory, this::say);
    var made = library.make(records);
    say(
        "%,d records: in store and index in %.1f s; the index has %,d MB, the store %,d MB."
            .formatted(
                made.records(),
                made.seconds(),
                made.indexBytes() / 1_000_000,
                made.storeBytes() / 1_000_000));
    return new SearchLoad(library.serve(made, started));
  }

  private @Nullable SearchLoad theirs(Path records, StartedResources started)
      throws IOException, InterruptedException {
    var zebra = Zebra.find(Files.createDirectories(directory.resolve("zebra")));
    if (zebra.isEmpty()) {
      say(Reference.ZEBRASRV.missing() + ": no reference is measured.");
      return null;
    }
    say("Indexing with zebraidx ...");
    var made = zebra.get().make(records);
    say(
        "zebraidx: indexed in %.1f s; its register, which keeps the records too, has %,d MB."
            .formatted(made.seconds(), made.bytes() / 1_000_000));
    return new SearchLoad(zebra.get().serve(started));
  }

  private static List<Counted> counted(
      List<SearchQuery> queries, SearchLoad ours, @Nullable SearchLoad theirs) throws IOException {
    var our = ours.counts(queries);
    var their = theirs == null ? our : theirs.counts(queries);
    return IntStream.range(0, queries.size())
        .mapToObj(i -> new Counted(queries.get(i), our[i], their[i]))
        .toList();
  }

  private static List<SearchQuery> queries(List<Counted> counted) {
    return counted.stream().map(Counted::query).toList();
  }

  private void byKind(
      List<Counted> queries, Plan plan, SearchLoad ours, @Nullable SearchLoad theirs)
      throws Exception {
    var level = plan.connections().get(plan.connections().size() / 2);
    say("By kind of query, one round of each:");
    for (var kind : Kind.values()) {
      var some = queries.stream().filter(q -> q.query().kind() == kind).toList();
      if (some.isEmpty()) {
        continue;
      }
      var same = some.stream().filter(Counted::findsTheSame).count();
      var hits = some.stream().mapToLong(Counted::ours).sorted().toArray();
      say(
          "%s: %d queries, %s same count in both, median hits %d"
              .formatted(
                  kind.title(), some.size(), theirs == null ? "no" : same, hits[hits.length / 2]));
      row(
          kind.title(),
          level,
          List.of(ours.run(SearchOperation.SEARCH, queries(some), level, plan.seconds())),
          theirs == null
              ? List.of()
              : List.of(theirs.run(SearchOperation.SEARCH, queries(some), level, plan.seconds())));
    }
  }

  private void memory(SearchLoad load) {
    say(
        "%s held %,d MB of memory at the end of a round, at most."
            .formatted(load.target().name(), load.memory() / 1_000_000));
  }

  private static String heading(@Nullable SearchLoad theirs) {
    var ours =
        "%-21s | %11s | %8s | %7s | %7s | %7s | %7s"
            .formatted(
                "operation", "connections", "Samling/s", "p50 ms", "p99 ms", "CPU ms", "DB ms");
    return theirs == null
        ? ours
        : ours
            + " | %10s | %7s | %7s | %7s | %6s | %6s"
                .formatted("zebrasrv/s", "p50 ms", "p99 ms", "CPU ms", "ratio", "CPU 1/");
  }

  /** The medians; the two ratios are of operations per second, and of their CPU to ours. */
  private void row(String what, int connections, List<Round> ours, List<Round> theirs) {
    var our = Round.median(ours);
    var line =
        "%-21s | %11d | %9.0f | %7.2f | %7.2f | %7.3f | %7.3f"
            .formatted(
                what,
                connections,
                our.perSecond(),
                our.p50Millis(),
                our.p99Millis(),
                our.cpuMillis(),
                our.storeMillis());
    if (!theirs.isEmpty()) {
      var their = Round.median(theirs);
      line +=
          " | %10.0f | %7.2f | %7.2f | %7.3f | %6.2f | %6.2f"
              .formatted(
                  their.perSecond(),
                  their.p50Millis(),
                  their.p99Millis(),
                  their.cpuMillis(),
                  our.perSecond() / their.perSecond(),
                  their.cpuMillis() / our.cpuMillis());
    }
    say(line);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
