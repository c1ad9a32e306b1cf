package org.samling.bench.search;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.bench.library.CatalogueLibrary;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.StartedResources;
import org.samling.bench.reference.Reference;
import org.samling.bench.reference.Zebra;
import org.samling.bench.search.SearchQuery.Kind;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.ScanRequest;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.core.search.SortOrder.SortField;
import org.samling.exchange.generate.CatalogueGenerator;

/**
 * Measures the catalogue in this process: records into store and index, searches, scan and sort;
 * beside zebraidx and zebrasrv and PostgreSQL's full-text search on the same records in the same
 * run.
 */
public final class CatalogueBench {

  /** The name of the measure of {@link #indexing} for records into store and index. */
  public static final String STORE_AND_INDEX = "store and index";

  /** The name of the measure of {@link #indexing} for rebuilding the index from the store. */
  public static final String INDEX_REBUILT = "index made anew";

  private static final SearchScope EVERYTHING = new SearchScope.Union(Set.of());
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 5;
  private static final int FIRST = 10;
  private static final int SECONDS = 3;
  private static final int SCANS = 2_000;
  private static final int SORTS = 60;

  private final Path directory;
  private final PrintWriter out;

  /**
   * Makes a bench.
   *
   * @param directory an empty directory for everything it makes
   * @param out the output for the tables
   */
  public CatalogueBench(Path directory, PrintWriter out) {
    this.directory = directory;
    this.out = out;
  }

  /** Runs a query and returns the number of hits. */
  @FunctionalInterface
  private interface Engine {
    long search(SearchQuery query) throws Exception;
  }

  /**
   * Runs the bench for each size and prints its tables.
   *
   * @param sizes the sizes of the catalogues, in records
   */
  public void run(List<Integer> sizes) throws Exception {
    say(
        "%d processors, a heap of %,d MB at most."
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / 1_000_000));
    for (var size : sizes) {
      run(size, Files.createDirectory(directory.resolve("of-" + size)));
    }
  }

  private void run(int size, Path home) throws Exception {
    var file = home.resolve("catalogue.mrc");
    generate(size, file);
    try (var started = new StartedResources()) {
      var library = started.add(new CatalogueLibrary(home, this::say));
      var made = library.fill(file);
      say(
          "%,d records: in the store in %.1f s, in store and index in %.1f s, %,.0f per second; at most %,d MB of the heap were in use."
              .formatted(
                  made.records(),
                  made.storeSeconds(),
                  made.seconds(),
                  made.perSecond(),
                  CatalogueLibrary.heapMegabytes()));
      var rebuilt = library.rebuild();
      say(
          "The index rebuilt in %.1f s, %,.0f per second; it has %,d MB, the store %,d MB."
              .formatted(
                  rebuilt,
                  made.records() / rebuilt,
                  library.indexBytes() / 1_000_000,
                  library.storeBytes() / 1_000_000));
      var queries = SearchQueries.draw(file);
      var index = library.index();
      var fullText = started.add(new FullText(library.superuser()));
      var text = fullText.make(file);
      say(
          "PostgreSQL's full text: made in %.1f s, %,.0f per second; %,d MB."
              .formatted(
                  text.seconds(), made.records() / text.seconds(), text.bytes() / 1_000_000));
      searches(queries, index, fullText, zebra(file, home, made.records(), started));
      scans(queries, index);
      sorts(queries, index);
    }
    Files.delete(file);
  }

  /**
   * Measures records into store and index, and rebuilding the index, in turn with zebraidx. A first
   * round does not count, since our code is not compiled yet.
   *
   * @param size how many records
   * @param rounds the number of rounds that count; medians are returned
   * @return records per second, under {@link #STORE_AND_INDEX} and {@link #INDEX_REBUILT}
   */
  public List<Measured> indexing(int size, int rounds) throws Exception {
    var file = directory.resolve("catalogue.mrc");
    generate(size, file);
    var zebra = Zebra.find(Files.createDirectories(directory.resolve("zebra")));
    if (zebra.isEmpty()) {
      say(Reference.ZEBRAIDX.missing() + ": no reference is measured.");
    }
    var filled = new ArrayList<Double>();
    var rebuilt = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    for (var round = 0; round <= rounds; round++) {
      var home = Files.createDirectory(directory.resolve("round-" + round));
      try (var library = new CatalogueLibrary(home, this::say)) {
        var perSecond = library.fill(file).perSecond();
        var rebuiltPerSecond = size / library.rebuild();
        if (round == 0) {
          continue;
        }
        filled.add(perSecond);
        rebuilt.add(rebuiltPerSecond);
      }
      if (zebra.isPresent()) {
        theirs.add(size / zebra.get().make(file).seconds());
      }
      say(
          "Records a second: %,.0f into store and index, %,.0f into the index alone%s."
              .formatted(
                  filled.getLast(),
                  rebuilt.getLast(),
                  theirs.isEmpty() ? "" : "; zebraidx %,.0f".formatted(theirs.getLast())));
    }
    var reference = theirs.isEmpty() ? null : Measured.Figure.median(theirs);
    return List.of(
        new Measured(STORE_AND_INDEX, Measured.Figure.median(filled), reference),
        new Measured(INDEX_REBUILT, Measured.Figure.median(rebuilt), reference));
  }

  private void generate(int size, Path file) throws IOException {
    var before = System.nanoTime();
    try (var bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      new CatalogueGenerator(
              new CatalogueGenerator.Wanted(size, 1, RecordSyntax.MARC21, 0, List.of()))
          .write(bytes, _ -> {});
    }
    var seconds = (System.nanoTime() - before) / 1e9;
    say("");
    say(
        "%,d records of MARC 21, %,d MB, generated in %.1f s, %,.0f per second."
            .formatted(size, Files.size(file) / 1_000_000, seconds, size / seconds));
  }

  private @Nullable SearchLoad zebra(Path file, Path home, long records, StartedResources started)
      throws IOException, InterruptedException {
    var zebra = Zebra.find(Files.createDirectories(home.resolve("zebra")));
    if (zebra.isEmpty()) {
      say(Reference.ZEBRASRV.missing() + ": it is not measured.");
      return null;
    }
    var made = zebra.get().make(file);
    say(
        "zebraidx: indexed in %.1f s, %,.0f per second; its register, which keeps the records too, has %,d MB."
            .formatted(made.seconds(), records / made.seconds(), made.bytes() / 1_000_000));
    return new SearchLoad(zebra.get().serve(started));
  }

  private void searches(
      List<SearchQuery> queries,
      CatalogueSearch index,
      FullText fullText,
      @Nullable SearchLoad zebra)
      throws Exception {
    say(
        "Each of up to 200 queries of a kind, %d times after %d; milliseconds p50 / p99. Samling counts exactly; with ten also reads the first ten records. PostgreSQL counts and reads ten numbers; zebrasrv, over loopback, counts and presents ten, rounds of %d s."
            .formatted(ROUNDS, WARM_UP, SECONDS));
    say(
        "%-21s | median hits | %15s | %15s | %15s | %15s"
            .formatted("kind", "Samling", "with ten", "zebrasrv", "PostgreSQL"));
    for (var kind : Kind.values()) {
      var some = queries.stream().filter(q -> q.kind() == kind).toList();
      if (some.isEmpty()) {
        continue;
      }
      var hits = new long[some.size()];
      for (var i = 0; i < hits.length; i++) {
        hits[i] = count(index, some.get(i));
      }
      Arrays.sort(hits);
      say(
          "%-21s | %11d | %15s | %15s | %15s | %15s"
              .formatted(
                  kind.title(),
                  hits[hits.length / 2],
                  times(some, q -> count(index, q), WARM_UP, ROUNDS),
                  times(some, q -> firstTen(index, q), WARM_UP, ROUNDS),
                  zebra == null ? "" : times(zebra, some),
                  times(some, fullText::search, 1, 1)));
    }
  }

  private static long count(CatalogueSearch index, SearchQuery query) {
    try (var found = index.search(EVERYTHING, query.query())) {
      return found.count();
    }
  }

  private static long firstTen(CatalogueSearch index, SearchQuery query) {
    try (var found = index.search(EVERYTHING, query.query())) {
      return found.records(1, FIRST).size();
    }
  }

  private static String times(List<SearchQuery> queries, Engine engine, int warmUp, int rounds)
      throws Exception {
    for (var round = 0; round < warmUp; round++) {
      for (var query : queries) {
        var _ = engine.search(query);
      }
    }
    var times = new ArrayList<Long>();
    for (var round = 0; round < rounds; round++) {
      for (var query : queries) {
        var before = System.nanoTime();
        var _ = engine.search(query);
        times.add(System.nanoTime() - before);
      }
    }
    return shown(times);
  }

  private static String times(SearchLoad zebra, List<SearchQuery> queries) throws Exception {
    var counts = zebra.counts(queries);
    var some = new ArrayList<SearchQuery>();
    for (var i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        some.add(queries.get(i));
      }
    }
    if (some.isEmpty()) {
      return "finds none";
    }
    var round = zebra.run(SearchOperation.SEARCH, some, 1, SECONDS);
    return "%.2f / %.2f".formatted(round.p50Millis(), round.p99Millis());
  }

  private void scans(List<SearchQuery> queries, CatalogueSearch index) {
    var words = queries.stream().map(q -> q.words().getFirst()).distinct().toList();
    for (var field : List.of(SearchField.TITLE, SearchField.AUTHOR, SearchField.SUBJECT)) {
      var times = new ArrayList<Long>();
      for (var i = 0; i < 2 * SCANS; i++) {
        var request = ScanRequest.of(field, words.get(i % words.size()), FIRST, FIRST);
        var before = System.nanoTime();
        var _ = index.scan(EVERYTHING, request);
        if (i >= SCANS) {
          times.add(System.nanoTime() - before);
        }
      }
      say(
          "Scan of %s, ten terms before and ten from the place on: %s ms."
              .formatted(field, shown(times)));
    }
  }

  /** By Danish title, for the common words, which have the most hits. */
  private void sorts(List<SearchQuery> queries, CatalogueSearch index) {
    var byTitle = SortOrder.by(SortOrder.Key.ascending(SortField.TITLE));
    var largest =
        queries.stream()
            .filter(q -> q.kind() == Kind.COMMON || q.kind() == Kind.ANY)
            .sorted((a, b) -> Long.compare(count(index, b), count(index, a)))
            .limit(5)
            .toList();
    for (var query : largest) {
      var times = new ArrayList<Long>();
      for (var i = 0; i < 2 * SORTS; i++) {
        var before = System.nanoTime();
        try (var found = index.search(EVERYTHING, query.query(), byTitle)) {
          var _ = found.records(1, FIRST);
        }
        if (i >= SORTS) {
          times.add(System.nanoTime() - before);
        }
      }
      say(
          "Sort of %,d hits by Danish title, and the first ten records: %s ms."
              .formatted(count(index, query), shown(times)));
    }
  }

  private static String shown(List<Long> nanos) {
    var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return "%.2f / %.2f"
        .formatted(
            sorted[sorted.length / 2] / 1e6,
            sorted[(int) Math.min(sorted.length - 1L, sorted.length * 99L / 100)] / 1e6);
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
