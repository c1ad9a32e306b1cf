package org.samling.console.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Diagnostic;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemState;
import org.samling.core.search.FacetField;

/** The models of the search and record pages. */
public final class CatalogueViews {

  private CatalogueViews() {}

  /**
   * The search page.
   *
   * @param asked the query as typed
   * @param in the catalogue searched: own, common or all
   * @param sort the sort key, or empty for the order of the query, which is by relevance as a rule
   * @param problem the message key of what is wrong, or null
   * @param diagnostic details of the problem, or null
   * @param count the number of records found, or null if nothing was searched
   * @param hits the hits on this page
   * @param facets the facets to refine by
   * @param chosen the facet values chosen
   * @param suggestions other searches, where this one found little
   */
  public record SearchPage(
      String asked,
      String in,
      String sort,
      @Nullable String problem,
      @Nullable Diagnostic diagnostic,
      @Nullable Long count,
      List<Hit> hits,
      List<Facet> facets,
      List<Narrowing> chosen,
      List<Other> suggestions,
      Pages pages) {

    /** The page of a search that was answered, and has no details of a problem. */
    public SearchPage(
        String asked,
        String in,
        String sort,
        @Nullable String problem,
        @Nullable Long count,
        List<Hit> hits,
        List<Facet> facets,
        List<Narrowing> chosen,
        List<Other> suggestions,
        Pages pages) {
      this(asked, in, sort, problem, null, count, hits, facets, chosen, suggestions, pages);
    }

    /** Copies the lists. */
    public SearchPage {
      hits = List.copyOf(hits);
      facets = List.copyOf(facets);
      chosen = List.copyOf(chosen);
      suggestions = List.copyOf(suggestions);
    }
  }

  /**
   * Another search.
   *
   * @param text the query
   * @param count how many records it finds
   * @param address its URL
   */
  public record Other(String text, long count, String address) {}

  /**
   * A hit.
   *
   * @param path the path of its page, relative to the tenant's
   * @param author its main author, or null
   * @param year the year of publication; empty if unknown
   * @param material the material type in danMARC2 codes, such as a/xx; empty if unknown
   * @param of its owner: empty for the tenant itself, "common", or another tenant's code
   * @param items the number of items the library has
   * @param available the number of items available
   */
  public record Hit(
      String path,
      RecordKey key,
      String title,
      @Nullable String author,
      String year,
      String material,
      String of,
      int items,
      int available) {}

  /**
   * A facet.
   *
   * @param field the field of the facet
   */
  public record Facet(FacetField field, List<Narrowing> values) {

    /** Copies the list. */
    public Facet {
      values = List.copyOf(values);
    }
  }

  /**
   * A facet value.
   *
   * @param field the field of the facet
   * @param display the display form of the value
   * @param count the number of hits that have it; 0 for a chosen value
   * @param address the link that adds or removes the value
   */
  public record Narrowing(FacetField field, String display, long count, String address) {}

  /**
   * The position among the pages of a list.
   *
   * @param page the page, from 1
   * @param last the last page that can be requested
   * @param earlier the URL of the previous page; empty if there is none
   * @param later the URL of the next page; empty if there is none
   */
  public record Pages(int page, int last, String earlier, String later) {

    /** The only page of a list. */
    static final Pages ONE = new Pages(1, 1, "", "");
  }

  /**
   * The page of one record.
   *
   * @param of its owner: empty for the tenant itself, "common", or another tenant's code
   * @param at when it was last changed
   * @param fields its fields as stored
   * @param composed its fields combined with its layers and the records above it in a multi-part
   *     work; empty if that changes nothing
   * @param above the records above it in a multi-part work, topmost first
   * @param syntaxes the formats in which it can be downloaded
   * @param mayEdit whether it can be edited here
   * @param problem the message key of what went wrong, or null
   * @param copies the items of a record
   */
  public record RecordPage(
      CatalogueRecord record,
      String of,
      Instant at,
      List<Row> fields,
      List<Row> composed,
      List<Above> above,
      Copies copies,
      List<String> syntaxes,
      boolean mayEdit,
      @Nullable String problem) {
    /**
     * The items of a record.
     *
     * @param branches branch names by code
     * @param waiting the number of patrons waiting for it
     */
    public record Copies(List<ItemState> holdings, Map<String, String> branches, int waiting) {
      /** Copies what may change. */
      public Copies {
        holdings = List.copyOf(holdings);
        branches = Map.copyOf(branches);
      }
    }

    /** Copies the lists. */
    public RecordPage {
      fields = List.copyOf(fields);
      composed = List.copyOf(composed);
      above = List.copyOf(above);
      syntaxes = List.copyOf(syntaxes);
    }

    /** Whether it is the tenant's own. */
    public boolean isOwn() {
      return of.isEmpty();
    }

    /** Whether it is a common record. */
    public boolean isCommon() {
      return of.equals(AddressedRecord.COMMON);
    }

    /**
     * Returns the query parameters that describe the title for a request to another library. They
     * leave out the number of the tenant's own records, which no other library knows.
     */
    public String wanted() {
      var brief = record.brief();
      return "?title=%s&author=%s&published=%s&isbn=%s&number=%s"
          .formatted(
              Visit.encoded(brief.title()),
              encoded(brief.author()),
              encoded(brief.year()),
              brief.isbns().isEmpty() ? "" : Visit.encoded(brief.isbns().getFirst()),
              isOwn() ? "" : Visit.encoded(record.key().toString()));
    }

    private static String encoded(@Nullable Object text) {
      return text == null ? "" : Visit.encoded(text.toString());
    }

    /** Returns the query parameter for its owner. */
    public String argument() {
      return AddressedRecord.argument(of);
    }

    public List<ItemState> holdings() {
      return copies.holdings;
    }

    public Map<String, String> branches() {
      return copies.branches;
    }

    public int waiting() {
      return copies.waiting;
    }
  }

  /**
   * A record above another one in a multi-part work.
   *
   * @param path the path of its page, relative to the tenant's; empty if unknown
   */
  public record Above(String title, String path) {}

  /**
   * A field.
   *
   * @param tag its tag, or LDR
   * @param indicators its indicators, # for a blank; empty if the field has none
   * @param value its text, if it has no subfields
   */
  public record Row(String tag, String indicators, String value, List<Subfield> subfields) {

    /** Copies the list. */
    public Row {
      subfields = List.copyOf(subfields);
    }
  }
}
