package org.samling.bench.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;
import org.samling.core.search.SortOrder;
import org.samling.exchange.seed.SeedFile;
import org.samling.search.LuceneCatalogue;
import org.samling.search.SearchSettings;

/** Measures how often the title that people mean comes first. */
public final class RelevanceBench {

  private static final SearchScope EVERYTHING = new SearchScope.Union(Set.of());

  private static final SearchSettings SETTINGS =
      new SearchSettings(
          Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(10), 1_000, 10_000);

  private final Path titles;
  private final Path judgement;

  /**
   * Makes a bench.
   *
   * @param titles a seed file with records
   * @param judgement queries, each with the number of the title that should come first
   */
  public RelevanceBench(Path titles, Path judgement) {
    this.titles = titles;
    this.judgement = judgement;
  }

  /**
   * A judged query and what became of it.
   *
   * @param title what the title that should come first is called
   * @param exact its place where the words are searched exactly, the latest first; 0 if not found
   * @param place its place by relevance; 0 if not found
   */
  public record Judged(String query, String title, int exact, int place) {}

  /** The result for all queries. */
  public record Outcome(List<Judged> queries) {

    /** Copies the list. */
    public Outcome {
      queries = List.copyOf(queries);
    }

    /** The mean reciprocal rank by relevance. */
    public double byRelevance() {
      return mean(Judged::place);
    }

    /** The mean reciprocal rank of an exact search, the latest first. */
    public double exact() {
      return mean(Judged::exact);
    }

    private double mean(ToIntFunction<Judged> place) {
      return queries.stream()
          .mapToInt(place)
          .mapToDouble(rank -> rank == 0 ? 0 : 1.0 / rank)
          .average()
          .orElse(0);
    }

    /** Prints each query and the means. */
    public void print(PrintWriter out) {
      out.printf("%-36s %-36s %6s %9s%n", "query", "title", "exact", "relevance");
      queries.forEach(judged ->
          out.printf(
              "%-36s %-36s %6s %9s%n",
              judged.query(), judged.title(), shown(judged.exact()), shown(judged.place())));
      out.printf(
          "%nMean reciprocal rank of %d queries: %.3f exact, the latest first; %.3f by relevance.%n",
          queries.size(), exact(), byRelevance());
      out.flush();
    }

    private static String shown(int place) {
      return place == 0 ? "-" : Integer.toString(place);
    }
  }

  /**
   * Asks all queries.
   *
   * @param directory an empty directory for the index
   */
  public Outcome run(Path directory) throws IOException {
    var works = SeedFile.read(titles).works();
    try (var index = LuceneCatalogue.open(directory, new WorkFeed(works), SETTINGS)) {
      index.catchUp();
      var judged = new ArrayList<Judged>();
      for (var line : Files.readAllLines(judgement)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          var columns = line.split("\t", -1);
          judged.add(
              new Judged(
                  columns[0],
                  columns[2],
                  place(
                      index,
                      Query.Term.words(SearchField.ANY, columns[0]),
                      SortOrder.LATEST_FIRST,
                      columns[1]),
                  place(
                      index,
                      Query.Term.forms(SearchField.ANY, columns[0]),
                      SortOrder.RELEVANCE,
                      columns[1])));
        }
      }
      return new Outcome(judged);
    }
  }

  private static int place(LuceneCatalogue index, Query query, SortOrder order, String number) {
    try (var found = index.search(EVERYTHING, query, order)) {
      var records = found.records(1, Math.toIntExact(found.count()));
      for (var i = 0; i < records.size(); i++) {
        if (records.get(i).key().number().equals(number)) {
          return i + 1;
        }
      }
      return 0;
    }
  }
}
