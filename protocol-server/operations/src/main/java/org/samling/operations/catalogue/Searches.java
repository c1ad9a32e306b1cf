package org.samling.operations.catalogue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Description;
import org.samling.core.search.FacetField;
import org.samling.core.search.FacetValue;
import org.samling.core.search.Query;
import org.samling.core.search.Ranking;
import org.samling.core.search.Ranking.Reason;
import org.samling.core.search.SearchField;
import org.samling.core.search.Suggestion;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on the catalogue take and return. */
public final class Searches {

  /** The most values of a facet. */
  static final int MAX_VALUES = 100;

  private Searches() {}

  /** Whose records. */
  public enum Catalogue {
    /** The tenant's own and those that it has items of. */
    OWN,
    /** All common records. */
    COMMON,
    /** All common records, and those of the tenants whose catalogues are open. */
    ALL,
    /** The authority records, common ones and the tenant's own. */
    AUTHORITIES
  }

  /** The order of records. */
  public enum Sort {
    /** The most relevant first. */
    RELEVANCE,
    /** The latest publications first. */
    LATEST,
    /** By title. */
    TITLE,
    /** By author. */
    AUTHOR,
    /** The oldest publications first. */
    OLDEST
  }

  /** A search. */
  public record Search(
      @Means("words, found in whatever form, or CQL, which is taken exactly")
          @Size(min = 1, max = Query.MAX_TEXT) String query,
      @Means("by default the tenant's own catalogue") @Nullable Catalogue in,
      @Means("by default as the query says, or by relevance") @Nullable Sort sort,
      @Means("how many values of each facet are counted; by default none") @Min(0) @Max(MAX_VALUES) @Nullable Integer facets,
      @JsonUnwrapped Narrowing by) {}

  /** Values of facets that records must have. */
  public record Narrowing(
      @Means("an author, as the facet has it") @Size(max = Query.MAX_TEXT) @Nullable String author,
      @Means("a subject, as the facet has it") @Size(max = Query.MAX_TEXT) @Nullable String subject,
      @Means("a year of publication") @Size(max = 4) @Nullable String year,
      @Means("a language, as a code of three letters") @Size(max = 3) @Nullable String language,
      @Means("a kind of material in danMARC2's codes, such as s/xc") @Size(max = 20) @Nullable String material) {}

  /**
   * A page of the records that a search finds.
   *
   * @param next what the next page comes after
   */
  public record Found(
      @Means("how many records are found in all, exactly") long count,
      List<Hit> records,
      @Means("the most frequent values of each facet, where they were asked for")
          List<Facet> facets,
      @Means("other searches, where this one finds little") List<Other> suggestions,
      @Means(Paging.NEXT) @Nullable String next) {}

  /** A record that was found. */
  public record Hit(
      @Means("source:number of the title") String record,
      @Means("the code of the tenant whose local record it is; null for a common one")
          @Nullable String owner,
      String title,
      @Nullable String author,
      @Means("the year of publication; empty if unknown") String year,
      @Means("the general material designation (danMARC2 009 *a)") String general,
      @Means("the specific material designation (danMARC2 009 *g)") String specific,
      @Means("how many items the tenant has") int items,
      @Means("how many of these could be borrowed now") int available) {

    static Hit of(
        Description title, @Nullable String owner, String year, int items, int available) {
      return new Hit(
          title.key().toString(),
          owner,
          title.title(),
          title.author(),
          year,
          title.general(),
          title.specific(),
          items,
          available);
    }
  }

  /** A facet. */
  public record Facet(FacetField facet, List<Value> values) {}

  /** A value of a facet. */
  public record Value(
      @Means("the value as a search is narrowed by it") String term,
      @Means("the value for people") String display,
      @Means("how many of the records have it") long count) {

    static Value of(FacetValue value) {
      return new Value(value.term(), value.display(), value.count());
    }
  }

  /** Another search. */
  public record Other(
      @Means("the word to change, as it was typed") String word,
      @Means("the word to put in its place; null to leave it out") @Nullable String instead,
      @Means("the whole query with that change") String query,
      @Means("how many records it finds") long count) {

    static Other of(Suggestion suggestion, String typed) {
      return new Other(
          suggestion.word(), suggestion.instead(), suggestion.in(typed), suggestion.count());
    }
  }

  /** Which record's place in which search. */
  public record WhichPlace(
      @Means("words, found in whatever form, or CQL, which is taken exactly")
          @Size(min = 1, max = Query.MAX_TEXT) String query,
      @Means("source:number of the title") String record,
      @Means("by default the tenant's own catalogue") @Nullable Catalogue in) {}

  /** Why a record stands where it stands, the most relevant first. */
  public record Explained(
      @Means("source:number of the title") String record,
      @Means("its place, from 1") long place,
      @Means("how many records are found") long count,
      @Means(
              "its relevance: the sum of the parts, apart from parts of the same word, of which the"
                  + " best counts in full and each other one a tenth")
          double score,
      List<Part> parts) {

    static Explained of(String record, Ranking ranking) {
      return new Explained(
          record,
          ranking.place(),
          ranking.found(),
          rounded(ranking.score()),
          ranking.parts().stream().map(Part::of).toList());
    }
  }

  /** A part of a relevance. */
  public record Part(
      Reason reason,
      @Means("the word or words; null for what concerns the whole record") @Nullable String word,
      @Means("where it is found; null for what concerns the whole record")
          @Nullable SearchField field,
      @Means("what it adds") double score) {

    static Part of(Ranking.Part part) {
      return new Part(part.reason(), part.word(), part.field(), rounded(part.score()));
    }
  }

  private static double rounded(double score) {
    return Math.round(score * 1_000) / 1_000.0;
  }
}
