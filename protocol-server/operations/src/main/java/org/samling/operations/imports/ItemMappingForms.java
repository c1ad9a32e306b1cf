package org.samling.operations.imports;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.imports.ItemMapping;
import org.samling.core.imports.NamedItemMapping;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on item mappings take and return. */
public final class ItemMappingForms {

  static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

  private static final String PRESET = "marc852, koha952 or danmarc096";
  private static final String CODES =
      "the subfields' codes, of which the first that is there counts";

  private ItemMappingForms() {}

  /** No choice among them: all are listed. */
  public record All() {}

  /**
   * A page of item mappings.
   *
   * @param mappings the mappings, by name
   * @param next what the next page comes after
   */
  public record Listed(List<Listing> mappings, @Means(Paging.NEXT) @Nullable String next) {}

  /** An item mapping in a list. */
  public record Listing(String name, @Means("the preset that it changes") String items) {}

  /** Which item mapping. */
  public record WhichMapping(@Means("the name of the mapping") String mapping) {}

  /** An item mapping that is to be kept. */
  public record NewMapping(
      @Means("the name of the mapping: letters a to z, digits and hyphens") @Pattern(regexp = NAME) String mapping,
      @Means("the preset that it changes: " + PRESET) String items,
      @Means("what differs from the preset (docs/import.md)") Mapping differences) {}

  /** An item mapping. */
  public record ShownMapping(
      String mapping,
      @Means("the preset that it changes") String items,
      @Means("what differs from the preset") Mapping differences) {

    static ShownMapping of(NamedItemMapping named) {
      return new ShownMapping(named.name(), named.preset(), Mapping.of(named.mapping()));
    }
  }

  /**
   * Where records describe items and what the codes there mean, as far as it is not the preset's.
   */
  public record Mapping(
      @Means("the field, one for each item") @Pattern(regexp = "[0-9A-Za-z]{3}") @Nullable String field,
      @Means("the subfields of an item's parts") @Nullable Subfields subfields,
      @Means("branch codes, and the tenant's for them") @Size(max = 10_000) @Nullable Map<String, String> branches,
      @Means("item types, and the item categories for them") @Size(max = 10_000) @Nullable Map<String, String> categories,
      @Means("locations, and their names") @Size(max = 10_000) @Nullable Map<String, String> locations,
      @Means("statuses by subfield and code, as 1:4, and those of new items") @Size(max = 1_000) @Nullable Map<String, ItemStatus> statuses,
      @Means("statuses by subfield and code, and the item categories of items that have them")
          @Size(max = 1_000) @Nullable Map<String, String> statusCategories,
      @Means("statuses by subfield and code, as 7:*, of items that are not for loan")
          @Size(max = 100) @Nullable List<String> notForLoan,
      @Means("the branch of new items that name none") @Size(min = 1, max = 100) @Nullable String defaultBranch,
      @Means("the item category of new items that name no type") @Size(min = 1, max = 100) @Nullable String defaultCategory) {

    static Mapping of(ItemMapping mapping) {
      return new Mapping(
          mapping.field(),
          mapping.subfields() == null ? null : Subfields.of(mapping.subfields()),
          mapping.branches(),
          mapping.categories(),
          mapping.locations(),
          mapping.statuses(),
          mapping.statusCategories(),
          mapping.notForLoan(),
          mapping.defaultBranch(),
          mapping.defaultCategory());
    }

    ItemMapping mapping() {
      return new ItemMapping(
          field,
          subfields == null ? null : subfields.subfields(),
          branches,
          categories,
          locations,
          statuses,
          statusCategories,
          notForLoan,
          defaultBranch,
          defaultCategory);
    }
  }

  /** The subfields of the parts of an item's description; an empty list for none. */
  public record Subfields(
      @Means(CODES) @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> barcode,
      @Means(CODES) @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> branch,
      @Means(CODES) @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> location,
      @Means("the subfields' codes, joined by blanks") @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> callNumber,
      @Means(CODES) @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> category,
      @Means("the subfields' codes, of which each counts") @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> status,
      @Means(CODES) @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> price,
      @Means(CODES) @Size(max = 10) @Nullable List<@Size(min = 1, max = 1) String> accession) {

    static Subfields of(ItemMapping.Subfields subfields) {
      return new Subfields(
          subfields.barcode(),
          subfields.branch(),
          subfields.location(),
          subfields.callNumber(),
          subfields.category(),
          subfields.status(),
          subfields.price(),
          subfields.accession());
    }

    ItemMapping.Subfields subfields() {
      return new ItemMapping.Subfields(
          barcode, branch, location, callNumber, category, status, price, accession);
    }
  }
}
