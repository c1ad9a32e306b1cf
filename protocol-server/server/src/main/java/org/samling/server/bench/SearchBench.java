package org.samling.server.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.server.bench.SearchQuery.Kind;

/** Searches over Z39.50, beside zebrasrv on the same records, round by round in one run. */
public final class SearchBench {

  private static final int WARM_UP_SECONDS = 15;
  private static final int WARM_UP_CONNECTIONS = 8;
  private static final String COLUMNS = "ops/s | p50 ms | p99 ms | CPU ms/op";

  private final Path directory;
  private final PrintWriter out;

  /**
   * A bench.
   *
   * @param directory an empty one, where everything is put
   * @param out where the tables are printed
   */
  public SearchBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * A query with what it finds.
   *
   * @param query the query
   * @param ours how many records the server finds
   * @param theirs how many zebrasrv finds; the same where it is missing
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
   * Runs the bench and prints its tables.
   *
   * @param records a file of MARC 21 records in ISO 2709 and UTF-8
   * @param levels the numbers of connections
   * @param seconds the length of a round
   * @param rounds how many rounds of each there are; the medians are printed
   */
  public void run(Path records, List<Integer> levels, int seconds, int rounds) throws Exception {
    try (var started = new Started()) {
      say("Drawing queries from the records ...");
      var drawn = SearchQueries.draw(records);
      var ours = ours(records, started);
      var theirs = theirs(records, started);
      say("Asking each of %,d queries once ...".formatted(drawn.size()));
      var counted = counted(drawn, ours, theirs);
      var queries = counted.stream().filter(Counted::findsSomething).toList();
      say(
          "%,d queries are left; for the others %s finds nothing."
              .formatted(queries.size(), theirs == null ? "the server" : "one of the two"));
      warmUp(queries, ours, theirs);
      say(
          "An operation is a search and a Present of the first ten records in MARC 21. Rounds of %d s, %d of each, in turn; medians. Servers and load on this machine."
              .formatted(seconds, rounds));
      byConnections(queries, levels, seconds, rounds, ours, theirs);
      byKind(queries, levels.get(levels.size() / 2), seconds, ours, theirs);
      memory(ours);
      if (theirs != null) {
        memory(theirs);
      }
    }
  }

  private SearchLoad ours(Path records, Started started)
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

  private @Nullable SearchLoad theirs(Path records, Started started)
      throws IOException, InterruptedException {
    var zebra = Zebra.find(Files.createDirectories(directory.resolve("zebra")));
    if (zebra.isEmpty()) {
      say("There is no Zebra (Debian: apt-get install idzebra-2.0): no reference is measured.");
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

  private void warmUp(List<Counted> queries, SearchLoad ours, @Nullable SearchLoad theirs)
      throws Exception {
    say("Warming up, %d s each ...".formatted(WARM_UP_SECONDS));
    ours.run(queries(queries), WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
    if (theirs != null) {
      theirs.run(queries(queries), WARM_UP_CONNECTIONS, WARM_UP_SECONDS);
    }
  }

  private void byConnections(
      List<Counted> queries,
      List<Integer> levels,
      int seconds,
      int rounds,
      SearchLoad ours,
      @Nullable SearchLoad theirs)
      throws Exception {
    say("connections | " + heading(theirs));
    for (var level : levels) {
      var our = new ArrayList<Round>();
      var their = new ArrayList<Round>();
      for (var round = 0; round < rounds; round++) {
        our.add(ours.run(queries(queries), level, seconds));
        if (theirs != null) {
          their.add(theirs.run(queries(queries), level, seconds));
        }
      }
      say(
          "%11d | %s"
              .formatted(
                  level, cells(Round.median(our), theirs == null ? null : Round.median(their))));
    }
  }

  private void byKind(
      List<Counted> queries, int level, int seconds, SearchLoad ours, @Nullable SearchLoad theirs)
      throws Exception {
    say("By kind of query, with %d connections, one round of each:".formatted(level));
    say("%-21s | queries | same count | median hits | %s".formatted("kind", heading(theirs)));
    for (var kind : Kind.values()) {
      var some = queries.stream().filter(q -> q.query().kind() == kind).toList();
      if (some.isEmpty()) {
        continue;
      }
      var same = some.stream().filter(Counted::findsTheSame).count();
      var hits = some.stream().mapToLong(Counted::ours).sorted().toArray();
      say(
          "%-21s | %7d | %10s | %11d | %s"
              .formatted(
                  kind.title(),
                  some.size(),
                  theirs == null ? "" : same,
                  hits[hits.length / 2],
                  cells(
                      ours.run(queries(some), level, seconds),
                      theirs == null ? null : theirs.run(queries(some), level, seconds))));
    }
  }

  private void memory(SearchLoad load) {
    say(
        "%s held %,d MB of memory at the end of a round, at most."
            .formatted(load.target().name(), load.memory() / 1_000_000));
  }

  private static String heading(@Nullable SearchLoad theirs) {
    return theirs == null
        ? "Samling " + COLUMNS
        : "Samling %1$s | zebrasrv %1$s | ratio".formatted(COLUMNS);
  }

  private static String cells(Round our, @Nullable Round their) {
    return their == null
        ? cells(our, 13)
        : "%s | %s | %5.2f"
            .formatted(cells(our, 13), cells(their, 14), our.perSecond() / their.perSecond());
  }

  private static String cells(Round round, int width) {
    return ("%" + width + ".0f | %6.2f | %6.2f | %9.3f")
        .formatted(round.perSecond(), round.p50Millis(), round.p99Millis(), round.cpuMillis());
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
