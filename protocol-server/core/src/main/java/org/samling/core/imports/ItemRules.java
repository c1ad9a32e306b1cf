package org.samling.core.imports;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * Where records describe their items, and what the codes there mean.
 *
 * @param tag the field, one for each item
 * @param subfields the codes of the subfields for each part of the description; the first one
 *     present counts, but a call number is joined from all, and each status counts
 * @param branches a mapping of branch codes; others are used as they are
 * @param categories a mapping of item types to categories; others are used as they are
 * @param locations a mapping of location codes; others are used as they are
 * @param statuses the status of a new item, by subfield and code, as {@code 1:4}; that of an
 *     existing item is left to circulation
 * @param statusCategories the category of items with a status, by subfield and code
 * @param defaultBranch the branch of items that name none, or null
 * @param defaultCategory the category of items that name no type, or null
 */
public record ItemRules(
    String tag,
    Map<Part, List<String>> subfields,
    Map<String, String> branches,
    Map<String, String> categories,
    Map<String, String> locations,
    Map<String, ItemStatus> statuses,
    Map<String, String> statusCategories,
    @Nullable String defaultBranch,
    @Nullable String defaultCategory) {

  /** The field of MARC 21 for holdings, whose items may be described in 876. */
  static final String HOLDINGS = "852";

  /** Field 852 of MARC 21's format for holdings data. */
  public static final ItemRules MARC852 =
      plain(
          HOLDINGS,
          Map.of(
              Part.BARCODE, List.of("p"),
              Part.BRANCH, List.of("b"),
              Part.LOCATION, List.of("c"),
              Part.CALL_NUMBER, List.of("h", "i")),
          Map.of());

  /** Field 952, in which Koha keeps items. */
  public static final ItemRules KOHA952 =
      plain(
          "952",
          Map.of(
              Part.BARCODE, List.of("p"),
              Part.BRANCH, List.of("a", "b"),
              Part.LOCATION, List.of("c"),
              Part.CALL_NUMBER, List.of("o"),
              Part.CATEGORY, List.of("y"),
              Part.STATUS, List.of("1", "7"),
              Part.PRICE, List.of("g"),
              Part.ACCESSION, List.of("d")),
          Map.of(
              "1:1", ItemStatus.LOST,
              "1:2", ItemStatus.LOST,
              "1:3", ItemStatus.LOST,
              "1:4", ItemStatus.MISSING,
              "7:-1", ItemStatus.ON_ORDER));

  /** Field 096 of danMARC2, for a library's own holdings. */
  public static final ItemRules DANMARC096 =
      plain(
          "096",
          Map.of(
              Part.BARCODE, List.of("n"),
              Part.BRANCH, List.of("z"),
              Part.LOCATION, List.of("b"),
              Part.CALL_NUMBER, List.of("a")),
          Map.of());

  /** A part of an item's description. */
  public enum Part {
    /** Its barcode. */
    BARCODE,
    /** The branch where it belongs. */
    BRANCH,
    /** Its location within the branch. */
    LOCATION,
    /** Its call number. */
    CALL_NUMBER,
    /** Its type. */
    CATEGORY,
    /** Whether it is lost, on order or not for loan; empty and 0 mean nothing. */
    STATUS,
    /** What it costs to replace. */
    PRICE,
    /** The day of its accession. */
    ACCESSION
  }

  private ItemRules(
      String tag,
      Map<Part, List<String>> subfields,
      Map<String, String> branches,
      Map<String, String> categories,
      Map<String, String> locations,
      Map<String, ItemStatus> statuses,
      Map<String, String> statusCategories,
      @Nullable String defaultBranch) {
    this(
        tag,
        subfields,
        branches,
        categories,
        locations,
        statuses,
        statusCategories,
        defaultBranch,
        null);
  }

  /** Copies the maps. */
  public ItemRules {
    var copy = new EnumMap<Part, List<String>>(Part.class);
    subfields.forEach((part, codes) -> copy.put(part, List.copyOf(codes)));
    subfields = copy;
    branches = Map.copyOf(branches);
    categories = Map.copyOf(categories);
    locations = Map.copyOf(locations);
    statuses = Map.copyOf(statuses);
    statusCategories = Map.copyOf(statusCategories);
  }

  /** The codes of the subfields for a part. */
  List<String> codes(Part part) {
    return subfields.getOrDefault(part, List.of());
  }

  private static ItemRules plain(
      String tag, Map<Part, List<String>> subfields, Map<String, ItemStatus> statuses) {
    return new ItemRules(tag, subfields, Map.of(), Map.of(), Map.of(), statuses, Map.of(), null);
  }
}
