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

/** What the pages for searching and looking show. */
public final class CatalogueViews {

  private CatalogueViews() {}

  /**
   * The page for searching.
   *
   * @param asked what was typed
   * @param in whose catalogue: own, common or all
   * @param sort by what it is sorted, or empty for the latest first
   * @param problem the key of the words for what is wrong, or null
   * @param diagnostic what more is known of that, or null
   * @param count how many records were found, or null where nothing was asked
   * @param hits some of them
   * @param facets by what they can be narrowed down
   * @param chosen by what they were
   * @param pages which page
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
      Pages pages) {

    /** Copies the lists. */
    public SearchPage {
      hits = List.copyOf(hits);
      facets = List.copyOf(facets);
      chosen = List.copyOf(chosen);
    }
  }

  /**
   * A record that was found.
   *
   * @param path where it is shown, behind the tenant
   * @param key what it is known by
   * @param author its main author, or null
   * @param year the year of publication; empty where it is not known
   * @param material its kind in danMARC2's codes, as a/xx; empty where it is not known
   * @param of whose it is: empty for the tenant's own, "common", or another tenant's code
   * @param items how many items the library has of it
   * @param available how many of them can be had
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
   * By what hits can be narrowed down.
   *
   * @param field by what
   */
  public record Facet(FacetField field, List<Narrowing> values) {

    /** Copies the list. */
    public Facet {
      values = List.copyOf(values);
    }
  }

  /**
   * A value by which hits can be narrowed down, or were.
   *
   * @param field of what
   * @param display the value, for people
   * @param count how many have it; 0 for one that was chosen
   * @param address where that leads
   */
  public record Narrowing(FacetField field, String display, long count, String address) {}

  /**
   * Which page of several.
   *
   * @param page the page, from 1
   * @param last the last that can be asked for
   * @param earlier where the one before is; empty for none
   * @param later where the one behind is; empty for none
   */
  public record Pages(int page, int last, String earlier, String later) {

    /** One page of one. */
    static final Pages ONE = new Pages(1, 1, "", "");
  }

  /**
   * One record.
   *
   * @param of whose it is: empty for the tenant's own, "common", or another tenant's code
   * @param at when it was changed last
   * @param fields its fields as they are kept
   * @param composed its fields with those of its layers and of what is above it in a work; none
   *     where that is the same
   * @param above what is above it in a work, from the top
   * @param holdings the library's items of it
   * @param branches the names of branches by their codes
   * @param waiting how many patrons wait for it
   * @param syntaxes the forms in which it can be taken away
   * @param mayEdit whether it can be edited here
   * @param problem the key of the words for what went wrong, or null
   */
  public record RecordPage(
      CatalogueRecord record,
      String of,
      Instant at,
      List<Row> fields,
      List<Row> composed,
      List<Above> above,
      List<ItemState> holdings,
      Map<String, String> branches,
      int waiting,
      List<String> syntaxes,
      boolean mayEdit,
      @Nullable String problem) {

    /** Copies the lists. */
    public RecordPage {
      fields = List.copyOf(fields);
      composed = List.copyOf(composed);
      above = List.copyOf(above);
      holdings = List.copyOf(holdings);
      branches = Map.copyOf(branches);
      syntaxes = List.copyOf(syntaxes);
    }

    /** Whether it is the tenant's own. */
    public boolean isOwn() {
      return of.isEmpty();
    }

    /** Whether it is a common one. */
    public boolean isCommon() {
      return of.equals(AddressedRecord.COMMON);
    }

    /**
     * The part of an address that says what is wanted where another library is asked for it. Of the
     * tenant's own records nobody else knows the number.
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

    /** The part of an address that says whose it is. */
    public String argument() {
      return AddressedRecord.argument(of);
    }
  }

  /**
   * A record above another in a work.
   *
   * @param path where it is shown, behind the tenant; empty where that is not known
   */
  public record Above(String title, String path) {}

  /**
   * A field.
   *
   * @param tag its tag, or LDR
   * @param indicators its indicators, a blank as #; empty for a field without
   * @param value its text, where it has no subfields
   */
  public record Row(String tag, String indicators, String value, List<Subfield> subfields) {

    /** Copies the list. */
    public Row {
      subfields = List.copyOf(subfields);
    }
  }
}
