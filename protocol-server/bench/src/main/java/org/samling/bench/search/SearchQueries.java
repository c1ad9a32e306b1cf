package org.samling.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.bench.search.SearchQuery.Kind;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.MarcRecordReader;

/** Draws queries from the records of a file; the same file always gives the same queries. */
public final class SearchQueries {

  private static final long SEED = 3950;
  private static final int OF_EACH_KIND = 200;
  private static final int LEAST_RECORDS = 1_000;

  /** The number of records sampled for words. */
  private static final int SAMPLE = 10_000;

  /** The share of the records that have a common word in the title; for rare words the number. */
  private static final double COMMON = 0.01;

  private static final double MIDDLING_FROM = 0.0005;
  private static final double MIDDLING_TO = 0.005;
  private static final int RARE = 5;

  /** How many letters of a truncated word are kept; it has at least two more. */
  private static final int STEM = 5;

  /** Separators for every tokenizer, so not signs for sounds or free-standing accents. */
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’`´ʹ-ʿ]+");

  /** A single word for every tokenizer. */
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

  private final Random random = new Random(SEED);
  private final Map<String, Integer> frequencies = new HashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private int records;

  private SearchQueries() {}

  /** Repeats queries in turn, for one client. */
  public static final class QueryCycle {

    private final List<SearchQuery> queries;
    private int at;

    /** Begins with the query at an index. */
    public QueryCycle(List<SearchQuery> queries, int first) {
      this.queries = queries;
      at = first;
    }

    public SearchQuery next() {
      var query = queries.get(at);
      at = (at + 1) % queries.size();
      return query;
    }
  }

  /**
   * The words of a record, in lower case.
   *
   * @param title words of title and remainder of title, in order
   * @param author words of personal names
   * @param subject words of topical subjects
   */
  private record Sample(List<String> title, List<String> author, List<String> subject) {

    static Sample of(MarcContent content) {
      return new Sample(
          words(content, Set.of("245"), "ab"),
          words(content, Set.of("100", "700"), "a"),
          words(content, Set.of("650"), "a"));
    }

    private static List<String> words(MarcContent content, Set<String> tags, String codes) {
      return tags.stream()
          .sorted()
          .flatMap(content::dataFields)
          .flatMap(field -> field.subfields().stream())
          .filter(subfield -> codes.indexOf(subfield.code()) >= 0)
          .flatMap(s -> NO_WORD.splitAsStream(s.value().toLowerCase(Locale.ROOT)))
          .filter(word -> !word.isEmpty())
          .toList();
    }

    List<String> all() {
      return Stream.of(title, author, subject).flatMap(Collection::stream).toList();
    }
  }

  /**
   * Draws the queries, alternating their kinds.
   *
   * @throws IllegalStateException if the file has too few records
   */
  static List<SearchQuery> draw(Path file) throws IOException {
    var queries = new SearchQueries();
    queries.read(file);
    return queries.draw();
  }

  private void read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var results =
          new MarcRecordReader()
              .read(in, new RecordReader.Options(RecordFormat.MARC21, "bench", false));
      results.forEachRemaining(result -> {
        if (result instanceof ReadResult.Accepted accepted) {
          add(Sample.of(accepted.record().content()));
        }
      });
    }
    if (records < LEAST_RECORDS) {
      throw new IllegalStateException(
          "%s has %d readable records; use a file with at least %d"
              .formatted(file, records, LEAST_RECORDS));
    }
  }

  /** Counts the words of its title, and adds the record to the sample by reservoir sampling. */
  private void add(Sample sample) {
    records++;
    plain(sample.title()).forEach(word -> frequencies.merge(word, 1, Integer::sum));
    if (samples.size() < SAMPLE) {
      samples.add(sample);
    } else {
      var place = random.nextInt(records);
      if (place < SAMPLE) {
        samples.set(place, sample);
      }
    }
  }

  private static SequencedSet<String> plain(List<String> words) {
    var plain = new LinkedHashSet<String>();
    words.stream().filter(SearchQueries::isPlain).forEach(plain::add);
    return plain;
  }

  private static boolean isPlain(String word) {
    return WORD.matcher(word).matches();
  }

  private List<SearchQuery> draw() {
    var kinds = Arrays.stream(Kind.values()).map(this::draw).toList();
    var alternating = new ArrayList<SearchQuery>();
    for (var i = 0; i < OF_EACH_KIND; i++) {
      for (var queries : kinds) {
        if (i < queries.size()) {
          alternating.add(queries.get(i));
        }
      }
    }
    return alternating;
  }

  private List<SearchQuery> draw(Kind kind) {
    return switch (kind) {
      case COMMON -> byFrequency(kind, COMMON * records, records);
      case MIDDLING -> byFrequency(kind, MIDDLING_FROM * records, MIDDLING_TO * records);
      case RARE -> byFrequency(kind, 1, RARE);
      case TWO_WORDS -> fromSamples(kind, this::twoWords);
      case PHRASE -> fromSamples(kind, this::phrase);
      case TRUNCATED -> fromSamples(kind, this::stem);
      case AUTHOR -> fromSamples(kind, sample -> one(plain(sample.author())));
      case SUBJECT -> fromSamples(kind, sample -> one(plain(sample.subject())));
      case ANY -> fromSamples(kind, sample -> one(plain(sample.all())));
    };
  }

  private List<SearchQuery> byFrequency(Kind kind, double least, double most) {
    var words = new ArrayList<String>();
    frequencies.forEach((word, frequency) -> {
      if (frequency >= least && frequency <= most) {
        words.add(word);
      }
    });
    words.sort(null);
    Collections.shuffle(words, random);
    return words.stream().limit(OF_EACH_KIND).map(word -> SearchQuery.of(kind, word)).toList();
  }

  private List<SearchQuery> fromSamples(Kind kind, Function<Sample, String @Nullable []> choice) {
    var seen = new HashSet<List<String>>();
    var queries = new ArrayList<SearchQuery>();
    for (var tries = 0; queries.size() < OF_EACH_KIND && tries < SAMPLE; tries++) {
      var words = choice.apply(samples.get(random.nextInt(samples.size())));
      if (words != null && seen.add(List.of(words))) {
        queries.add(SearchQuery.of(kind, words));
      }
    }
    return queries;
  }

  private String @Nullable [] one(SequencedSet<String> words) {
    return words.isEmpty()
        ? null
        : new String[] {List.copyOf(words).get(random.nextInt(words.size()))};
  }

  private String @Nullable [] twoWords(Sample sample) {
    var words = new ArrayList<>(plain(sample.title()));
    if (words.size() < 2) {
      return null;
    }
    Collections.shuffle(words, random);
    return new String[] {words.get(0), words.get(1)};
  }

  private String @Nullable [] phrase(Sample sample) {
    var words = sample.title();
    if (words.size() < 2) {
      return null;
    }
    var at = random.nextInt(words.size() - 1);
    var two = new String[] {words.get(at), words.get(at + 1)};
    return Arrays.stream(two).allMatch(SearchQueries::isPlain) ? two : null;
  }

  private String @Nullable [] stem(Sample sample) {
    var word = one(plain(sample.title()));
    return word == null || word[0].length() < STEM + 2
        ? null
        : new String[] {word[0].substring(0, STEM)};
  }
}
